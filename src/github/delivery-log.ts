import type { App } from 'octokit';
import { z } from 'zod';
import type {
  AttemptsPage,
  DeliveryLog,
  UnreadableAttempt,
  WebhookAttempt,
} from '../application/github-ports.js';
import { toGitHubFailure } from './github-failure.js';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const attempt = z.object({
  // Octokit reads as bigint what a number cannot hold, as today's ids are on github.com.
  id: z.union([z.int(), z.bigint()]).transform(String),
  guid: z.string(),
  delivered_at: instant,
  status_code: z.int(),
  event: z.string(),
  action: z.string().nullish(),
});

/** GitHub's log of the App's webhooks, read with the App's own JWT. */
export function createDeliveryLog(app: App): DeliveryLog {
  return {
    async failedAttempts(cursor) {
      try {
        // Octokit's types do not know `status` yet.
        const { data, headers } = await app.octokit.request('GET /app/hook/deliveries?status=failure', {
          per_page: 100,
          ...(cursor === null ? {} : { cursor }),
        });
        return { ...readAttempts(data), next: nextCursor(headers.link) };
      } catch (error) {
        throw toGitHubFailure(error);
      }
    },
    async redeliver(deliveryId) {
      try {
        // Octokit's types want a number for the id.
        const url = '/app/hook/deliveries/{delivery_id}/attempts';
        await app.octokit.request({ method: 'POST', url, delivery_id: deliveryId });
      } catch (error) {
        throw toGitHubFailure(error);
      }
    },
  };
}

const dated = z.object({ delivered_at: instant });

/** One row that cannot be read must not hide the others. */
function readAttempts(data: unknown): Omit<AttemptsPage, 'next'> {
  const attempts: WebhookAttempt[] = [];
  const unreadable: UnreadableAttempt[] = [];
  for (const row of z.array(z.unknown()).parse(data)) {
    const parsed = attempt.safeParse(row);
    if (parsed.success) {
      const { id, guid, event, action = null, status_code: statusCode, delivered_at: at } = parsed.data;
      attempts.push({ deliveryId: id, guid, event, action, statusCode, at });
      continue;
    }
    const lacks = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
    unreadable.push({ at: dated.safeParse(row).data?.delivered_at ?? null, lacks });
  }
  return { attempts, unreadable };
}

function nextCursor(link: string | undefined): string | null {
  const [, url] = /<([^>]+)>;\s*rel="next"/.exec(link ?? '') ?? [];
  return url === undefined || !URL.canParse(url) ? null : new URL(url).searchParams.get('cursor');
}
