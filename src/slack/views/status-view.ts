import type { KnownBlock } from '@slack/types';
import type { DeliveryPayload } from '../../application/delivery.js';
import type { FailedDelivery } from '../../application/operations-ports.js';
import type { ShownStates, StatusModel } from '../../application/read-status.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import type { MessageContent } from './card-view.js';
import { failureReason, isPersonGone } from './failure-reason.js';
import { button } from './list-controls.js';
import { namesOf } from './list-summary.js';
import { messageOf } from './overview-view.js';
import { bullets, foreign, type Inline, mention, moment, richText, section, styled } from './rich-text.js';

const NAME_LIMIT = 60;
const ADDRESS_LIMIT = 80;
const SLACK_USER = /^[UW][A-Z0-9]+$/;

/** What `/tokens status` answers: how PATrol is doing, and what could not be delivered. */
export function statusView(t: Translator, model: StatusModel): MessageContent {
  const { organizations, silent } = model;
  const leftOut = silent.length > 0 ? [t.text('list.left-out', { organizations: namesOf(t, silent) })] : [];
  if (organizations.length === 0) {
    return messageOf([leftOut.length > 0 ? leftOut : [t.text('status.nowhere')]], []);
  }
  return messageOf(
    [[t.text('status.what')]],
    [
      richText(bullets(stateLines(t, model))),
      ...failedBlocks(t, model),
      ...leftOut.map((text) => richText(section(text))),
    ],
  );
}

function stateLines(t: Translator, model: StatusModel): Inline[][] {
  return [
    ...serviceLines(t, model.services),
    ...model.comparisons.map(({ organization, at }) => {
      const login = styled(foreign(organization.login, NAME_LIMIT), { bold: true });
      return at === null
        ? t.parts<Inline>('status.compared.never', { organization: login })
        : t.parts<Inline>('status.compared', { organization: login, when: when(t, at) });
    }),
    ...comparedLater(t, model),
    waitingLine(t, model),
    ...(model.unknownOutcomes > 0
      ? [[t.text('status.unknown-outcomes', { count: model.unknownOutcomes })]]
      : []),
  ];
}

const SERVICES = {
  slack: 'status.slack',
  github: 'status.github',
  database: 'status.database',
  smtp: 'status.smtp',
} as const;

const STATES = {
  ok: 'status.state.ok',
  refused: 'status.state.refused',
  unreachable: 'status.state.unreachable',
  unknown: 'status.state.unknown',
  off: 'status.state.off',
} as const;

function serviceLines(t: Translator, services: ShownStates): Inline[][] {
  const names = Object.keys(SERVICES) as (keyof typeof SERVICES)[];
  return names.map((name) => {
    const isReadOnly = name === 'database' && services[name] === 'refused';
    const state = t.text(isReadOnly ? 'status.state.read-only' : STATES[services[name]]);
    return t.parts<Inline>('status.service', {
      service: styled(t.text(SERVICES[name]), { bold: true }),
      state,
    });
  });
}

function comparedLater(t: Translator, { organizations, comparisons }: StatusModel): Inline[][] {
  const count = organizations.length - comparisons.length;
  return count > 0 ? [[t.text('status.compared.later', { count })]] : [];
}

function waitingLine(t: Translator, { waiting, oldestSince }: StatusModel): Inline[] {
  if (oldestSince === null) return [t.text('status.waiting.none')];
  return t.parts<Inline>('status.waiting', { count: waiting, when: when(t, oldestSince) });
}

function failedBlocks(t: Translator, { failed, failedCount: { count, capped } }: StatusModel): KnownBlock[] {
  if (failed.length === 0) return [richText(section(t.text('status.failed.none')))];
  const more = count - failed.length;
  return [
    richText(
      section(styled(t.text(capped ? 'status.failed.capped' : 'status.failed', { count }), { bold: true })),
    ),
    ...failed.flatMap((delivery) => [
      richText(bullets([failedLine(t, delivery)])),
      ...againBlocks(t, delivery),
    ]),
    ...(more > 0 ? [richText(section(t.text('card.more', { count: more })))] : []),
  ];
}

/** What no version of ours can send again is not offered. */
function againBlocks(t: Translator, { id, payload }: FailedDelivery): KnownBlock[] {
  if (payload === null) return [];
  const elements = [button(ACTIONS.sendAgain, t.text('status.again'), String(id))];
  return [{ type: 'actions', block_id: `again-${id}`, elements }];
}

function failedLine(t: Translator, delivery: FailedDelivery): Inline[] {
  const place = placeOf(delivery);
  const what = t.text(delivery.payload ? WHAT[delivery.payload.kind] : 'status.kind.other');
  return t
    .parts<Inline | Inline[]>('status.failed.line', {
      when: when(t, delivery.failedAt),
      what: place === undefined ? what : t.parts<Inline>('status.failed.where', { what, place }),
      about: aboutParts(t, delivery),
      reason: failureReason(t, delivery),
    })
    .flat();
}

function aboutParts(t: Translator, delivery: FailedDelivery): Inline[] {
  const { tokenName, requesterLogin, requestCount } = delivery;
  const organization = foreign(delivery.organization, NAME_LIMIT);
  if (tokenName === null) return [organization];
  const others = requestCount - 1;
  const token = styled(foreign(tokenName, NAME_LIMIT), { code: true });
  return t
    .parts<Inline | Inline[]>('status.failed.token', {
      token: others > 0 ? [token, ` ${t.text('status.others', { count: others })}`] : token,
      requester: foreign(requesterLogin ?? '', NAME_LIMIT),
      organization,
    })
    .flat();
}

const WHAT: Readonly<Record<DeliveryPayload['kind'], MessageKey>> = {
  card: 'status.kind.card',
  'card-again': 'status.kind.card',
  'summary-again': 'status.kind.summary',
  'card-note': 'status.kind.note',
  requester: 'status.kind.requester',
  'requester-message': 'status.kind.requester',
  'requester-mail': 'status.kind.mail',
  'approver-message': 'status.kind.approver',
  'bulk-progress': 'status.kind.approver',
  'bulk-requester': 'status.kind.requester',
  'bulk-requester-message': 'status.kind.requester',
  'bulk-requester-mail': 'status.kind.mail',
  summary: 'status.kind.summary',
  'organization-cards': 'status.kind.cards',
  'organization-news': 'status.kind.organization-news',
  digest: 'status.kind.digest',
  'digest-owners': 'status.kind.digest',
  'digest-owner': 'status.kind.digest',
  'digest-message': 'status.kind.digest',
  'digest-mail': 'status.kind.digest',
  'digest-update': 'status.kind.digest',
  'link-news': 'status.kind.other',
  'ledger-head': 'status.kind.other',
  reminder: 'status.kind.reminder',
  'summary-reminder': 'status.kind.reminder',
  'owner-reminders': 'status.kind.owner-reminder',
  'reminder-message': 'status.kind.owner-reminder',
  'reminder-update': 'status.kind.owner-reminder',
  homes: 'status.kind.other',
  home: 'status.kind.other',
};

/** undefined where that is found out only when it is sent. */
function placeOf(delivery: FailedDelivery): Inline | undefined {
  const { payload } = delivery;
  if (payload === null) return undefined;
  if ('channel' in payload) return { type: 'channel', channel_id: payload.channel };
  if ('address' in payload) return maskedAddress(payload.address);
  return 'slackUserId' in payload ? personOf(payload.slackUserId, delivery) : undefined;
}

/** Slack refuses the whole message when it mentions somebody whom it does not know. */
function personOf(slackUserId: string, delivery: FailedDelivery): Inline {
  const isKnown = SLACK_USER.test(slackUserId) && !isPersonGone(delivery);
  return isKnown ? mention(slackUserId) : styled(foreign(slackUserId, NAME_LIMIT), { code: true });
}

/** `m…@acme.example`: who knows the person recognizes it, and it is no address to write to. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return foreign(at > 0 ? `${first}…${address.slice(at)}` : '…', ADDRESS_LIMIT);
}

function when(t: Translator, instant: Date): Inline {
  return moment(instant, t.date(instant));
}
