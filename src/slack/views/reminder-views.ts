import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { ListedRequest } from '../../application/models.js';
import type { OwnerReminderModel, SummaryReminderModel } from '../../application/reminder-ports.js';
import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { decideBlockId } from '../request-value.js';
import { decisionButtons, type MessageContent } from './card-view.js';
import { accessLine, askedLine } from './listed-lines.js';
import { messageOf } from './overview-view.js';
import { organizationInline, warningLine } from './request-lines.js';
import { clipUnits, foreign, type Inline, moment, richText, section } from './rich-text.js';
import { statedOf, stateLine } from './state-line.js';

/** In the thread of a summary: how many of its requests wait still. */
export function summaryReminderView(t: Translator, reminder: SummaryReminderModel): MessageContent {
  const { organization, waiting, oldestSince } = reminder;
  const since = moment(oldestSince, t.date(oldestSince), '{date_short_pretty}, {time} ({ago})');
  const said = t.parts<Inline>('reminder.summary', { waiting, since });
  return messageOf([said], [listButton(t, organization)]);
}

/**
 * To an owner: requests of an organization that have waited for long, each with its buttons, or with what became of it
 * since.
 */
export function ownerReminderView(t: Translator, reminder: OwnerReminderModel): MessageContent {
  const { organization, requests, further } = reminder;
  const waiting = requests.filter(({ state }) => state === 'pending').length;
  const named = organizationInline({ organization });
  const said =
    waiting === 0
      ? t.parts<Inline>('reminder.owners.done', { organization: named })
      : t.parts<Inline>('reminder.owners', { count: waiting + further, organization: named });
  return messageOf(
    [said],
    [
      ...requests.flatMap((request) => requestBlocks(t, request, reminder)),
      ...(further > 0 ? [richText(section(t.text('reminder.further', { count: further })))] : []),
      listButton(t, organization),
    ],
  );
}

function requestBlocks(
  t: Translator,
  request: ListedRequest,
  { webUrl, isOpen }: OwnerReminderModel,
): KnownBlock[] {
  const isDecidable = request.state === 'pending' && isOpen;
  const warning = isDecidable ? warningLine(t, request) : [];
  const asked = richText(
    section(...askedLine(t, request, webUrl)),
    section(...accessLine(t, request)),
    ...(warning.length > 0 ? [section(...warning)] : []),
    ...(isDecidable ? [] : [section(...stateLine(t, statedOf(request, webUrl)))]),
  );
  if (!isDecidable) return [asked];
  return [
    asked,
    { type: 'actions', block_id: decideBlockId(request), elements: decisionButtons(t, request) },
  ];
}

function listButton(t: Translator, organization: Organization): ActionsBlock {
  const open: Button = {
    type: 'button',
    action_id: ACTIONS.openList,
    value: `org:${organization.login}`,
    text: { type: 'plain_text', text: t.text('summary.open'), emoji: false },
    accessibility_label: clipUnits(
      t.text('summary.open.label', { organization: foreign(organization.login, 60) }),
      75,
    ),
  };
  return { type: 'actions', block_id: 'reminder-list', elements: [open] };
}
