import type { VNode } from 'preact';

/** What went wrong, read out at once; nothing when nothing did. */
export function Problem({ text }: { text: string | undefined }): VNode | null {
  if (!text) return null;
  return (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}
