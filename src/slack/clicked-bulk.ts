import type { BlockAction } from '@slack/bolt';
import { z } from 'zod';
import { parseJson } from './clicked-request.js';

const bulkId = z.coerce.number().int().positive();
const metadata = z.object({ bulkId });
const pageValue = metadata.extend({ page: z.number().int().positive() });

/** The bulk decision that a modal is about; 0, which nobody has, when the metadata is not ours. */
export function viewedBulk(view: { private_metadata: string }): number {
  return metadata.safeParse(parseJson(view.private_metadata)).data?.bulkId ?? 0;
}

/** The bulk decision whose results a message's button shows. */
export function clickedBulk({ actions }: BlockAction): number {
  return bulkId.safeParse(buttonValue(actions)).data ?? 0;
}

/** Which page of a bulk decision's results a button leads to. */
export function clickedBulkPage({ actions }: BlockAction): { bulkId: number; page: number } {
  return pageValue.safeParse(parseJson(buttonValue(actions))).data ?? { bulkId: 0, page: 1 };
}

function buttonValue([action]: BlockAction['actions']): string {
  return action?.type === 'button' ? (action.value ?? '') : '';
}
