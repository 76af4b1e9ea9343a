import { z } from 'zod';

/** What a person wanted to do when they had to connect their GitHub account first; offered again afterwards. */
export const linkResume = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), tokenRequestId: z.number().int().positive() }),
  z.object({
    kind: z.literal('list'),
    list: z.enum(['pending', 'history', 'mine']),
    query: z.string().max(1_500),
  }),
]);

export type LinkResume = z.infer<typeof linkResume>;

/** Within this time a person goes to GitHub, comes back and confirms, in milliseconds. */
export const LINK_WITHIN_MS = 10 * 60_000;

/**
 * Where one way through GitHub's sign-in stands. `offered`: Slack shows the link. `started`: a browser opened it and
 * was sent to GitHub. `returned`: GitHub has sent it back. `authorized`: the GitHub account is known, and the person
 * is asked to confirm the pair. `ended`: confirmed or given up.
 */
export type LinkAttemptState = 'offered' | 'started' | 'returned' | 'authorized' | 'ended';
