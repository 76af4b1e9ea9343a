import type { DigestModel } from '../../src/application/digest-model.js';
import { digestMail } from '../../src/email/digest-mail.js';
import { digestView } from '../../src/slack/views/digest-view.js';
import { ALL_CLEAR, aDigest } from './digest-builders.js';
import { mail, message, type Shown, webUrl } from './shown.js';
import { everyChart, everyListed } from './shown-lists.js';
import { organizationOf, UNNAMED } from './shown-requests.js';
import type { Words } from './shown-words.js';

const HOUR_MS = 3_600_000;

/** The daily digest of an organization, in Slack and by e-mail. */
export function everyDigest(words: Words): Shown[] {
  return digestsOf(words).flatMap((digest) => [
    message('digest', (t) => digestView(t, digest)),
    ...[undefined, `${webUrl}/stop`].map((stop) =>
      mail('digest', (t) => digestMail(t, { ...digest, to: 'olivia@acme.example' }, stop)),
    ),
  ]);
}

function digestsOf(words: Words): DigestModel[] {
  const organization = organizationOf(words);
  const listed = everyListed(words);
  const pending = listed
    .slice(0, 10)
    .map((request) => ({ ...request, state: 'pending' as const, decision: null }));
  const decider = { github: { id: 12, login: words.approver }, approved: 2, denied: 1 };
  const unnamed = { github: UNNAMED.github, approved: 1, denied: 0 };
  const changes = { ...aDigest().changes, deciders: [decider, unnamed] };
  const basics = aDigest({ organization, waiting: 99, oldest: pending, changes });
  const head = { head: `12:${'ab'.repeat(32)}`, entries: 12 };
  return [
    ...[HOUR_MS / 60, 5 * HOUR_MS, 500 * HOUR_MS].map((medianMs) => ({
      ...basics,
      changes: { ...changes, medianMs },
    })),
    { ...basics, head, oldest: listed.slice(0, 10) },
    { ...basics, oldest: listed.filter(({ endedAt, state }) => endedAt && state !== 'pending').slice(0, 10) },
    { ...basics, appState: 'suspended' },
    ...everyChart(words).map((chart) => ({ ...basics, chart })),
    { ...basics, ...ALL_CLEAR },
  ];
}
