import { ApiError } from './api-error.js';
import { formatProblem, isObject } from './rule.js';
import type { Json } from './slack-objects.js';
import type { Workspace } from './workspace.js';

/** How the stand-in reaches what is not on this machine. */
export type Internet = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

const WITHIN_MS = 3_000;
const MAX_BYTES = 2_000_000;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Downloads the pictures that a call names, as Slack does before it answers. Of the kinds that Slack takes, only PNG is
 * taken here.
 * @throws ApiError `invalid_blocks`, in Slack's words (https://github.com/slackapi/python-slack-sdk/issues/1782); no defect,
 * for the call may be right and the network wrong
 */
export async function downloadPictures({ options }: Workspace, args: Json): Promise<void> {
  const { internet = fetch } = options;
  const named = picturesIn({ blocks: args.blocks, view: args.view }, '');
  const got = new Map<string, Promise<boolean>>();
  for (const { url } of named) if (!got.has(url)) got.set(url, isPicture(internet, url));
  const missing: string[] = [];
  for (const { url, pointer } of named) {
    if (!(await got.get(url))) missing.push(pointer);
  }
  if (missing.length === 0) return;
  const errors = missing.map((pointer) => ({ pointer, message: 'downloading image failed' }));
  throw new ApiError('invalid_blocks', {
    errors: errors.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`),
    response_metadata: { messages: errors.map(formatProblem) },
  });
}

/** Image blocks, and images in other blocks, with where they stand. */
function picturesIn(value: unknown, pointer: string): { url: string; pointer: string }[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => picturesIn(entry, `${pointer}/${index}`));
  if (!isObject(value)) return [];
  const { type, image_url: url } = value;
  const own = type === 'image' && typeof url === 'string' ? [{ url, pointer: `${pointer}/image_url` }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, entry]) => picturesIn(entry, `${pointer}/${key}`))];
}

async function isPicture(internet: Internet, url: string): Promise<boolean> {
  try {
    const response = await internet(url, { signal: AbortSignal.timeout(WITHIN_MS) });
    const bytes = await bytesOf(response);
    return response.status === 200 && bytes.subarray(0, PNG.length).equals(PNG);
  } catch {
    return false;
  }
}

/** Reads all of the answer, up to a limit: whoever serves it should see a download that ends. */
async function bytesOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BYTES) throw new Error('too large');
  }
  return Buffer.concat(chunks);
}
