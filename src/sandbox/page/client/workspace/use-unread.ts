import { useEffect, useState } from 'preact/hooks';
import type { Conversation } from '../../page-state.js';

/** Counts what this tab's person has not seen; the open conversation counts as read. */
export function useUnread(
  me: string,
  conversations: readonly Conversation[],
  opened: string,
): (conversation: Conversation) => number {
  const key = `patrol-sandbox-read-${me}`;
  const [read, setRead] = useState<Record<string, string>>({});
  useEffect(() => {
    setRead(JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>);
  }, [key]);
  const last = conversations.find(({ id }) => id === opened)?.messages.at(-1)?.ts;
  useEffect(() => {
    if (!last) return;
    setRead((before) => {
      const next = { ...before, [opened]: last };
      sessionStorage.setItem(key, JSON.stringify(next));
      return next;
    });
  }, [key, opened, last]);
  return ({ id, messages }) =>
    id === opened
      ? 0
      : messages.filter(({ ts, user }) => user !== me && Number(ts) > Number(read[id] ?? 0)).length;
}
