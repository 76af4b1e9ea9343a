import type { VNode } from 'preact';

/** Stands, hard to overlook, where the sandbox cannot show what Slack would. */
export function Unknown({ type }: { type: unknown }): VNode {
  return (
    <span class="unknown" role="alert">
      The sandbox cannot show: {String(type)}
    </span>
  );
}
