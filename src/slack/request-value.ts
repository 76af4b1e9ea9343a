import { z } from 'zod';

export interface MeantRequest {
  /** 0, which no request has, when the value is not ours. */
  readonly tokenRequestId: number;
  /** GitHub's number, which the request must have; absent in messages of earlier versions. */
  readonly patRequestId?: number;
}

const requestId = z.coerce.number().int().positive();

/**
 * The `block_id` of a request's buttons: with GitHub's number, since ours, their value, may be given to another request by
 * another database while the message is still there. In the value itself, earlier versions would not understand it.
 */
export function decideBlockId({ id, patRequestId }: { id: number; patRequestId: number }): string {
  return `decide/${id}/${patRequestId}`;
}

/** Whether a block of a message holds the buttons of a request. */
export function isDecideBlockId(blockId: unknown): boolean {
  return typeof blockId === 'string' && /^decide\/\d+\/\d+$/.test(blockId);
}

/** The request that a button means. */
export function meantRequest({ value, blockId = '' }: { value?: string; blockId?: string }): MeantRequest {
  const tokenRequestId = requestId.safeParse(value).data ?? 0;
  const [, patRequestId] = /^decide\/\d+\/(\d{1,15})$/.exec(blockId) ?? [];
  return patRequestId === undefined
    ? { tokenRequestId }
    : { tokenRequestId, patRequestId: Number(patRequestId) };
}
