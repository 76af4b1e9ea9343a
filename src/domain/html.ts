/** Markup that is safe to put into a page or a mail as it is (invariant 8). */
export interface SafeHtml {
  readonly markup: string;
}

/** A template whose values are escaped, unless they are markup of this same function. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | SafeHtml)[]): SafeHtml {
  const escaped = values.map((value) => (typeof value === 'string' ? escapeHtml(value) : value.markup));
  return { markup: strings.reduce((text, piece, index) => text + (escaped[index - 1] ?? '') + piece) };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
