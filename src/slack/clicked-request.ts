import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import { type MeantRequest, meantRequest } from './request-value.js';

const requestId = z.coerce.number().int().positive();
const metadata = z.object({ tokenRequestId: requestId });

/** The id that a button stands for; 0, which nothing has, when the value is not ours. */
export function clickedNumber({ actions }: BlockAction): number {
  const [action] = actions;
  const value = action?.type === 'button' ? action.value : undefined;
  return requestId.safeParse(value).data ?? 0;
}

/** The request that a card's button stands for. */
export function clickedRequest({ actions }: BlockAction): MeantRequest {
  const [action] = actions;
  return action?.type === 'button'
    ? meantRequest({ value: action.value, blockId: action.block_id })
    : { tokenRequestId: 0 };
}

/** True when the button stands in App Home, which has no message to answer to. */
export function isInHome({ view }: BlockAction): boolean {
  return view?.type === 'home';
}

/** The request that a modal is about. */
export function viewedRequest(view: { private_metadata: string }): number {
  return metadata.safeParse(parseJson(view.private_metadata)).data?.tokenRequestId ?? 0;
}

const pageValue = metadata.extend({ page: z.number().int().min(0) });

/** Which page of a request's repositories a button leads to. */
export function clickedPage({ actions }: BlockAction): { tokenRequestId: number; page: number } {
  const [action] = actions;
  const value = action?.type === 'button' ? parseJson(action.value ?? '') : undefined;
  return pageValue.safeParse(value).data ?? { tokenRequestId: 0, page: 0 };
}

/** What a value of ours says; undefined when it is none of ours. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
