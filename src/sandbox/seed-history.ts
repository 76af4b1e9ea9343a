import type { NewToken } from './github/token-acts.js';
import { PEOPLE, REVIEW_CHANNEL } from './people.js';
import type { ShiftedClock } from './seed.js';
import { CONTRACTOR } from './seed-names.js';
import { elementsOf } from './slack/validate-blocks.js';
import type { StandIns } from './stand-ins.js';

const ORG = 'acme';
const HOUR = 60;
const DAY_MS = 86_400_000;
const CARD_WITHIN_MS = 20_000;
const DENIED = 'data-export';

/** Requests that Omar approved on GitHub while PATrol did not listen: it hears of the decisions only. */
export function seedApprovals({ github }: StandIns, clock: ShiftedClock): void {
  const approved = (askedHoursAgo: number, decidedHoursAgo: number, token: Omit<NewToken, 'org'>) => {
    github.webhookMode = 'vanish';
    let requestId: number | undefined;
    clock.ago(askedHoursAgo * HOUR, () => {
      requestId = github.createToken({ ...token, org: ORG }).request?.id;
    });
    github.webhookMode = 'deliver';
    if (requestId === undefined) return;
    const decision = { requestId, by: 'omar', action: 'approve' } as const;
    clock.ago(decidedHoursAgo * HOUR, () => github.decideOnPage(decision));
  };
  approved(76, 75, {
    ...{ owner: 'sofia', name: 'invoice-archive', repositorySelection: 'subset' },
    repositories: ['billing-api', 'billing-worker'],
    reason: 'Keeps a copy of last year’s invoices for the auditors',
    permissions: { repository: { contents: 'read', metadata: 'read' } },
    expiresAt: new Date(Date.now() + 30 * DAY_MS),
  });
  approved(29, 26, {
    ...{ owner: 'mona', name: 'docs-preview', repositorySelection: 'subset', repositories: ['website'] },
    reason: 'Builds a preview of the documentation for each pull request',
    permissions: { repository: { contents: 'read', metadata: 'read', pull_requests: 'write' } },
    expiresAt: new Date(Date.now() + 60 * DAY_MS),
  });
}

/** A request that is too broad, asked before all others. */
export function seedBroadRequest({ github }: StandIns, clock: ShiftedClock): void {
  clock.ago(5 * HOUR, () => {
    github.createToken({
      ...{ owner: CONTRACTOR.login, org: ORG, name: DENIED, repositorySelection: 'all', expiresAt: null },
      reason: 'Export of the order history',
      permissions: { repository: { contents: 'read', metadata: 'read' } },
    });
  });
}

/** Omar denies it with a reason, by its card in Slack as anybody would. */
export async function denyBroadRequest({ slack }: StandIns): Promise<void> {
  const user = PEOPLE.omar;
  const deny = await slack.until(() => denyButton(slack), CARD_WITHIN_MS);
  await slack.click({ user, channel: REVIEW_CHANNEL, ...deny });
  const view = await slack.until(() => slack.views(user).at(-1), CARD_WITHIN_MS);
  const input = view.blocks.find(({ type }) => type === 'input');
  const [element] = input ? elementsOf(input) : [];
  if (!input || !element) throw new Error('The modal asks for no reason');
  const reason = 'All repositories and no end is too much: please ask for the four order repositories only.';
  const values = { [input.block_id]: { [String(element.action_id)]: reason } };
  await slack.submitView({ user, viewId: view.id, values });
}

function denyButton(slack: StandIns['slack']) {
  const card = slack.messages(REVIEW_CHANNEL).find((message) => slack.read(message).includes(DENIED));
  const buttons = (card?.blocks ?? []).flatMap(elementsOf);
  const button = buttons.find(({ text }) => JSON.stringify(text ?? '').includes('Deny'));
  if (!card || !button) return undefined;
  return { ts: card.ts, actionId: String(button.action_id) };
}
