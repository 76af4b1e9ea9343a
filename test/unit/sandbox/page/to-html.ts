import type { ComponentChild, ComponentChildren, VNode } from 'preact';

/** The HTML that a node stands for, as far as it needs no hooks: components named in `opaque` stay closed. */
export function toHtml(node: ComponentChildren, opaque: readonly unknown[] = []): string {
  if (Array.isArray(node)) return node.map((child: ComponentChild) => toHtml(child, opaque)).join('');
  if (node === null || node === undefined || typeof node === 'boolean') return '';
  if (typeof node !== 'object') return escaped(String(node));
  const { type, props } = node as VNode<Record<string, unknown>>;
  if (opaque.includes(type)) return `<${(type as { name: string }).name}>`;
  if (typeof type === 'function') {
    const component = type as (given: object) => ComponentChildren;
    return toHtml(component(props), opaque);
  }
  const { children, ...attributes } = props;
  const written = Object.entries(attributes).map(([name, value]) => attribute(name, value));
  return `<${type}${written.join('')}>${toHtml(children as ComponentChildren, opaque)}</${type}>`;
}

function attribute(name: string, value: unknown): string {
  if (typeof value === 'function' || value === undefined || value === false) return '';
  return ` ${name}="${escaped(String(value))}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
