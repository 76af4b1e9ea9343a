import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import type { AuditModel } from '../../application/read-audit.js';
import { printHead } from '../../domain/ledger.js';
import type { Translator } from '../../i18n/translator.js';
import { ACTIONS, VIEWS } from '../action-ids.js';
import { auditLine } from './audit-lines.js';
import { modalOf } from './details-view.js';
import { button } from './list-controls.js';
import { namesOf, quoted } from './list-summary.js';
import { bulletBlocks } from './listed-lines.js';
import { type Inline, richText, section, styled } from './rich-text.js';

/** Shown at once, for a trigger lives three seconds and GitHub may need longer than that. */
export function auditLoadingView(t: Translator): ModalView {
  return modalOf(t, t.text('audit.title'), [t.text('list.loading')]);
}

/** One page of the ledger, newest first, with the head of its chain. */
export function auditView(t: Translator, model: AuditModel, webUrl: string): ModalView {
  return {
    ...modalOf(t, t.text('audit.title'), []),
    callback_id: VIEWS.audit,
    private_metadata: JSON.stringify({ query: model.query.text }),
    blocks: model.organizations.length > 0 ? pageBlocks(t, model, webUrl) : nowhereBlocks(t, model),
  };
}

function nowhereBlocks(t: Translator, { silent }: AuditModel): KnownBlock[] {
  return silent.length > 0 ? leftOut(t, silent) : [line(t.text('audit.nowhere'))];
}

function pageBlocks(t: Translator, model: AuditModel, webUrl: string): KnownBlock[] {
  const { query, organizations, silent, rows } = model;
  const names = namesOf(
    t,
    organizations.map(({ login }) => login),
  );
  return [
    line(t.text(rows.length > 0 ? 'audit.what' : 'audit.none', { organizations: names })),
    ...(query.text === '' ? [] : [line(...t.parts<Inline>('audit.query', { query: quoted(query.text) }))]),
    ...leftOut(t, silent),
    ...bulletBlocks(rows.map((row) => auditLine(t, row, webUrl))),
    ...pageButtons(t, model),
    line(...footLine(t, model)),
  ];
}

function pageButtons(t: Translator, { newer, older }: AuditModel): ActionsBlock[] {
  const elements = [
    ...(newer ? [button(ACTIONS.auditNewer, t.text('audit.newer'), JSON.stringify(newer))] : []),
    ...(older ? [button(ACTIONS.auditOlder, t.text('audit.older'), JSON.stringify(older))] : []),
  ];
  return elements.length > 0 ? [{ type: 'actions', block_id: 'pages', elements }] : [];
}

/** How many entries match, and the head: with it `ledger:verify` shows whether what is read is what was written. */
function footLine(t: Translator, { count: { count, capped }, head }: AuditModel): Inline[] {
  const entries = t.text(capped ? 'audit.count.capped' : 'audit.count', { count });
  if (head === null) return [entries, ' ', t.text('audit.unsealed')];
  const shown = styled(printHead(head), { code: true });
  return [entries, ' ', ...t.parts<Inline>('audit.head', { head: shown })];
}

function leftOut(t: Translator, silent: readonly string[]): KnownBlock[] {
  return silent.length > 0 ? [line(t.text('list.left-out', { organizations: namesOf(t, silent) }))] : [];
}

function line(...inlines: readonly Inline[]): KnownBlock {
  return richText(section(...inlines));
}
