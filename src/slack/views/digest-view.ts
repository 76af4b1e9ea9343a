import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { DigestModel } from '../../application/digest-model.js';
import type { ListedRequest } from '../../application/models.js';
import { digestChanges, digestMedian } from '../../i18n/digest-changes.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { digestBlockId, digestRowBlockId } from '../clicked-digest.js';
import { decideBlockId } from '../request-value.js';
import { decisionButtons, type MessageContent, reasonElements } from './card-view.js';
import { chartBlocks } from './chart-blocks.js';
import { ledgerHeadLine } from './ledger-head-view.js';
import { accessLine, askedLine } from './listed-lines.js';
import { warningLine } from './request-lines.js';
import {
  clip,
  clipUnits,
  foreign,
  type Inline,
  moment,
  plain,
  richText,
  section,
  styled,
} from './rich-text.js';
import { statedOf, stateLine } from './state-line.js';

const REASON_IN_THE_DIGEST = 200;

/** S3: what waits in an organization, each request with its buttons, and what has changed since the day before. */
export function digestView(t: Translator, digest: DigestModel): MessageContent {
  const lines = [headline(t, digest), changesLine(t, digest)];
  return {
    text: clip(lines.map(plain).join(' '), 1_000),
    blocks: [
      { ...richText(...lines.map((line) => section(...line))), block_id: digestBlockId(digest.digestId) },
      ...(digest.chart ? chartBlocks(t, digest.chart) : []),
      ...oldest(t, digest),
      buttons(t, digest),
      ...(digest.head ? [richText(section(...ledgerHeadLine(t, digest.head)))] : []),
    ],
  };
}

function headline(t: Translator, { organization, waiting }: DigestModel): Inline[] {
  const name = styled(foreign(organization.login, 60), { bold: true });
  return waiting === 0
    ? t.parts<Inline>('digest.clear', { organization: name })
    : t.parts<Inline>('digest.waiting', { organization: name, count: waiting });
}

function changesLine(t: Translator, digest: DigestModel): Inline[] {
  const { since, changes } = digest;
  const line = t.parts<Inline>('digest.since', {
    since: moment(since, t.date(since)),
    changes: digestChanges(t, changes, (login) => foreign(login, 60)),
  });
  const median = digestMedian(t, changes);
  return median === '' ? line : [...line, ` ${median}`];
}

function oldest(t: Translator, digest: DigestModel): KnownBlock[] {
  const { oldest: requests, waiting } = digest;
  if (requests.length === 0) return [];
  const isNews = requests.every(({ state }) => state === 'pending');
  const title = isNews ? t.text('digest.oldest') : t.text('digest.shown');
  const rest = waiting - requests.filter(({ state }) => state === 'pending').length;
  return [
    richText(section(styled(title, { bold: true }))),
    ...requests.flatMap((request) => row(t, request, digest)),
    ...(rest > 0
      ? [richText(section(t.text('home.more', { count: t.text('home.count', { count: rest }) })))]
      : []),
  ];
}

/** With the same buttons as on its card while it pends; else with what has become of it. */
function row(t: Translator, request: ListedRequest, { webUrl, appState }: DigestModel): KnownBlock[] {
  const isDecidable = request.state === 'pending' && appState === 'installed';
  const warning = isDecidable ? warningLine(t, request) : [];
  const asked: KnownBlock = {
    ...richText(
      section(...askedLine(t, request, webUrl)),
      section(...accessLine(t, request)),
      ...(warning.length > 0 ? [section(...warning)] : []),
      ...(isDecidable ? reasonElements(t, request, REASON_IN_THE_DIGEST) : []),
    ),
    block_id: digestRowBlockId(request),
  };
  if (!isDecidable) {
    return [asked, richText(section(...stateLine(t, { ...statedOf(request, webUrl), appState })))];
  }
  return [
    asked,
    { type: 'actions', block_id: decideBlockId(request), elements: decisionButtons(t, request) },
  ];
}

function buttons(t: Translator, { organization, waiting, appState }: DigestModel): ActionsBlock {
  const query = `org:${organization.login}`;
  const label = t.text('digest.open.label', { organization: foreign(organization.login, 60) });
  const open: Button = {
    ...button(ACTIONS.openList, t.text('digest.open'), query),
    accessibility_label: clipUnits(label, 75),
  };
  const history = button(ACTIONS.openHistory, t.text('digest.history'), query);
  return {
    type: 'actions',
    block_id: 'digest-lists',
    elements: waiting > 0 && appState === 'installed' ? [open, history] : [history],
  };
}

function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text, emoji: false } };
}
