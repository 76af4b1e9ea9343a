import type { ActionsBlock, Button } from '@slack/types';
import type { Summary } from '../../application/summary-ports.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import type { MessageContent } from './card-view.js';
import { messageOf } from './overview-view.js';
import { clipUnits, foreign, type Inline, styled } from './rich-text.js';

/** Many requests of one organization in one message, with how far they are decided and the way to their list. */
export function summaryView(t: Translator, summary: Summary): MessageContent {
  const { kind, counts, organization } = summary;
  const count = Object.values(counts).reduce((sum, of) => sum + of, 0);
  const name = styled(foreign(organization.login, 60), { bold: true });
  const headline = t.parts<Inline>(`summary.${kind}`, { count, organization: name });
  return messageOf(
    [headline, [countsLine(t, summary)], ...onGitHubOnly(t, summary, name)],
    [buttons(t, summary)],
  );
}

function onGitHubOnly(t: Translator, summary: Summary, organization: Inline): Inline[][] {
  const { appState } = summary;
  if (appState === 'installed' || waitingOf(summary) === 0) return [];
  return [t.parts<Inline>(`state.pending.${appState}`, { organization })];
}

function countsLine(t: Translator, summary: Summary): string {
  const { approved = 0, denied = 0, cancelled = 0, expired = 0, closed = 0 } = summary.counts;
  const parts: (readonly [MessageKey, number])[] = [
    ['summary.approved', approved],
    ['summary.denied', denied],
    ['summary.ended', cancelled + expired + closed],
  ];
  const ended = parts.filter(([, count]) => count > 0).map(([key, count]) => t.text(key, { count }));
  return t.text('summary.counts', {
    waiting: t.text('summary.waiting', { count: waitingOf(summary) }),
    ended: ended.join(t.text('words.comma')) || t.text('summary.none-ended'),
  });
}

function buttons(t: Translator, summary: Summary): ActionsBlock {
  const login = foreign(summary.organization.login, 60);
  const query = `org:${summary.organization.login}`;
  const label = clipUnits(t.text('summary.open.label', { organization: login }), 75);
  const open: Button = {
    ...button(ACTIONS.openList, t.text('summary.open'), query),
    style: 'primary',
    accessibility_label: label,
  };
  const history = button(ACTIONS.openHistory, t.text('summary.history'), query);
  return {
    type: 'actions',
    block_id: 'summary',
    elements: waitingOf(summary) > 0 && summary.appState === 'installed' ? [open, history] : [history],
  };
}

function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, value, text: { type: 'plain_text', text, emoji: false } };
}

function waitingOf({ counts }: Summary): number {
  return (counts.pending ?? 0) + (counts.deciding ?? 0);
}
