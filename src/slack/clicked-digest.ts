import type { BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { DIGEST_ROWS } from '../application/load-digest.js';
import type { ClickedDigest } from '../application/refresh-digest.js';
import { parseJson } from './clicked-request.js';

/** The `block_id` of a digest's first block, by which it is known when somebody clicks in it. */
export function digestBlockId(digestId: number): string {
  return `digest/${digestId}`;
}

/** Of each request that it shows, also once it has no buttons any more. */
export function digestRowBlockId({ id }: { readonly id: number }): string {
  return `digest-row/${id}`;
}

const blocks = z.array(z.object({ block_id: z.string().optional() }));
const behind = z.object({
  digest: z.object({
    digestId: z.number(),
    channel: z.string(),
    ts: z.string(),
    tokenRequestIds: z.array(z.number()).max(DIGEST_ROWS),
  }),
});

/** The digest that a button stands in; undefined when it stands in another message, or in none. */
export function clickedDigest({
  channel,
  message,
}: Pick<BlockAction, 'channel' | 'message'>): ClickedDigest | undefined {
  const ids = (blocks.safeParse(message?.blocks).data ?? []).map(({ block_id: id = '' }) => id);
  const [digestId] = numbersIn(ids, /^digest\/(\d{1,15})$/);
  if (digestId === undefined || channel === undefined || message === undefined) return undefined;
  const tokenRequestIds = numbersIn(ids, /^digest-row\/(\d{1,15})$/).slice(0, DIGEST_ROWS);
  return { digestId, channel: channel.id, ts: message.ts, tokenRequestIds };
}

function numbersIn(ids: readonly string[], pattern: RegExp): number[] {
  return ids.flatMap((id) => pattern.exec(id)?.[1] ?? []).map(Number);
}

/** A modal that remembers from which digest it was opened. */
export function overDigest(view: ModalView, digest: ClickedDigest | undefined): ModalView {
  if (digest === undefined) return view;
  const own = z.record(z.string(), z.unknown()).safeParse(parseJson(view.private_metadata ?? '')).data;
  return { ...view, private_metadata: JSON.stringify({ ...own, digest }) };
}

/** The digest from which a modal was opened. */
export function digestBehind(view: { readonly private_metadata: string }): ClickedDigest | undefined {
  return behind.safeParse(parseJson(view.private_metadata)).data?.digest;
}
