/** A card that stands on a light page and on a dark one; `.ink`, `.faint` and `.rule` follow what the reader has chosen. */
export function page({ width, height, title, body }) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-sans-serif, system-ui, Helvetica, Arial, sans-serif" font-size="11" role="img">
<title>${escaped(title)}</title>
<style>
.card { fill: #ffffff; stroke: #d0d7de }
.ink { fill: #1f2328 }
.faint { fill: #59636e }
.rule { stroke: #d8dee4; fill: none }
.line { stroke: #0969da; fill: none; stroke-width: 2 }
.dot { fill: #0969da }
.even { stroke: #8c959f; fill: none; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  .card { fill: #0d1117; stroke: #30363d }
  .ink { fill: #e6edf3 }
  .faint { fill: #9198a1 }
  .rule { stroke: #30363d }
  .line { stroke: #58a6ff }
  .dot { fill: #58a6ff }
  .even { stroke: #6e7681 }
}
</style>
<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${body}
</svg>
`;
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escaped(text) {
  return text.replace(/[&<>"]/g, (found) => ESCAPES[found]);
}
