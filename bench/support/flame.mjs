// A flame graph as an SVG, from what V8's profilers have sampled: which functions, called by which, took the time.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escaped, page } from './svg.mjs';

const WIDTH = 1_200;
const ROW = 18;
const TOP = 48;
/** Of all samples; what is smaller cannot be seen. */
const LEAST = 0.005;
/** Nothing that the program does. */
const NOT_WORK = new Set(['(idle)', '(program)', '(root)']);

/** Of the process that was busiest, among those whose profiles lie in the directory. */
export function flameGraph(directory, title) {
  const trees = readdirSync(directory)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => treeOf(JSON.parse(readFileSync(join(directory, name), 'utf8'))));
  const busiest = trees.sort((a, b) => b.micros - a.micros)[0];
  if (busiest === undefined) throw new Error('no process of PATrol was profiled');
  const frames = [];
  place(busiest, 0, 0, (WIDTH - 20) / busiest.micros, frames);
  const depth = Math.max(...frames.map(({ level }) => level)) + 1;
  const height = TOP + depth * ROW + 12;
  const seconds = (busiest.micros / 1e6).toFixed(1);
  const drawn = frames.map((frame) => drawnFrame(frame, busiest.micros, height)).join('\n');
  const heading = `<text class="ink" x="10" y="20" font-size="14" font-weight="600">${escaped(title)}</text>
<text class="faint" x="10" y="38">${seconds} s of work; width: share of the time; a frame stands on what called it; functions of one package and name are one; below ${LEAST * 100} % left out</text>`;
  return page({ width: WIDTH, height, title, body: `${heading}\n${drawn}` });
}

function treeOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const root = newFrame('all', 'all');
  for (const [index, id] of samples.entries()) {
    const micros = timeDeltas[index];
    const stack = [];
    for (let at = id; at !== undefined; at = parents.get(at)) {
      const frame = keyOf(byId.get(at).callFrame);
      if (frame) stack.unshift(frame);
    }
    // Garbage is collected whoever made it.
    if (stack.length > 0) add(root, stack, Math.max(micros, 0));
  }
  return root;
}

/** A function that calls itself, or another of its name and package, is one frame. */
function add(root, stack, micros) {
  root.micros += micros;
  let frame = root;
  for (const { name, of } of stack) {
    if (frame.name === name && frame.of === of) continue;
    const key = `${name} ${of}`;
    if (!frame.children.has(key)) frame.children.set(key, newFrame(name, of));
    frame = frame.children.get(key);
    frame.micros += micros;
  }
}

const newFrame = (name, of) => ({ name, of, micros: 0, children: new Map() });

function keyOf({ functionName, url }) {
  if (NOT_WORK.has(functionName)) return undefined;
  const of = packageOf(url);
  // What the measuring itself takes, and the program's frame around everything.
  if (of === undefined) return undefined;
  return { name: functionName || '(anonymous)', of };
}

/** `pg`, `node:net`, or the folder of PATrol. */
function packageOf(url) {
  if (url === '') return 'V8';
  if (url.startsWith('node:')) return url.replace('internal/', '');
  const inside = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url);
  if (inside) return inside[1];
  const own = /\/dist\/src\/([^/]+)/.exec(url);
  return own ? `PATrol ${own[1].replace(/\.js$/, '')}` : undefined;
}

function place(frame, level, x, scale, frames) {
  frames.push({ ...frame, level, x, width: frame.micros * scale });
  let at = x;
  const children = [...frame.children.values()].sort((a, b) => b.micros - a.micros);
  for (const child of children) {
    const width = child.micros * scale;
    if (width >= LEAST * WIDTH) place(child, level + 1, at, scale, frames);
    at += width;
  }
}

function drawnFrame({ name, of, micros, level, x, width }, all, height) {
  const label = of === 'all' ? name : `${name} · ${of}`;
  const share = ((100 * micros) / all).toFixed(1);
  const y = height - 12 - (level + 1) * ROW;
  const left = (10 + x).toFixed(1);
  const room = Math.floor((width - 6) / 6.6);
  const cut = label.length <= room ? label : `${label.slice(0, room - 1)}…`;
  const text = room < 4 ? '' : `<text x="${(13 + x).toFixed(1)}" y="${y + 13}">${escaped(cut)}</text>`;
  const title = `${label}: ${share} %, ${(micros / 1_000).toFixed(0)} ms`;
  return `<g><title>${escaped(title)}</title><rect x="${left}" y="${y}" width="${(width - 0.5).toFixed(1)}" height="${ROW - 1}" rx="2" fill="${colourOf(of)}"/>${text}</g>`;
}

/** All light, for the words on them are dark: PATrol's own, the runtime's, and the libraries'. */
function colourOf(of) {
  if (of.startsWith('PATrol')) return '#7ee0a6';
  if (of === 'all' || of === 'V8' || of.startsWith('node:')) return '#b8c4d0';
  const sum = [...of].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 997, 7);
  return `hsl(${20 + (sum % 40)} 90% ${70 + (sum % 3) * 4}%)`;
}
