import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import type { MeantCommand } from '../meant-command.js';
import type { MessageContent } from './card-view.js';
import { messageOf } from './overview-view.js';
import { policyLinks } from './policy-links.js';
import { bullets, foreign, type Inline, richText, section, styled } from './rich-text.js';
import { subcommandExamples } from './subcommand-lines.js';

const WORD_LIMIT = 40;
const COMMAND_LIMIT = 1_200;

export interface HelpModel {
  /** Where the reader may decide. */
  readonly organizations: readonly Organization[];
  readonly webUrl: string;
}

/** What PATrol does, every subcommand with an example, the query language, and what people ask most. */
export function helpView(t: Translator, { organizations, webUrl }: HelpModel): MessageContent {
  return messageOf(
    [[t.text('help.what')]],
    [
      richText(section(heading(t.text('tokens.commands'))), bullets(subcommandExamples(t))),
      richText(
        section(heading(t.text('help.query'))),
        bullets(queryLines(t)),
        section(t.text('help.query.joined')),
      ),
      richText(section(heading(t.text('help.audit'))), bullets(auditLines(t))),
      richText(section(heading(t.text('help.warnings'))), bullets(warningLines(t))),
      richText(section(heading(t.text('help.policy'))), section(t.text('help.classic'))),
      ...policyLinks(t, organizations, webUrl),
    ],
  );
}

/** What is told to whoever wrote a word that is no subcommand. */
export function unknownCommandLine(t: Translator, word: string, meant: MeantCommand): Inline[] {
  const said = styled(foreign(word, WORD_LIMIT), { code: true });
  if (meant === null) return t.parts<Inline>('tokens.unknown', { word: said });
  const suggestion = styled(foreign(meant.command, COMMAND_LIMIT), { code: true });
  const key = meant.as === 'name' ? 'tokens.unknown.name' : 'tokens.unknown.nearest';
  return t.parts<Inline>(key, { word: said, suggestion });
}

function queryLines(t: Translator): Inline[][] {
  const line = (written: string, means: string): Inline[] =>
    t.parts<Inline>('help.query.line', { written: styled(written, { code: true }), means });
  return [
    line('owner:mona,max', t.text('help.query.owner')),
    line('repo:payments', t.text('help.query.repo')),
    line('permission:contents_write', t.text('help.query.permission')),
    line('org:acme', t.text('help.query.org')),
    line('older:3d newer:2w', t.text('help.query.age')),
    line('expires:30d expires:never', t.text('help.query.expires')),
    line('never-used', t.text('help.query.never-used')),
    line('is:expired', t.text('help.query.is')),
    line('decided-by:olivia', t.text('help.query.decided-by')),
    line('sort:oldest', t.text('help.query.sort')),
    line('"deploy bot"', t.text('help.query.text')),
  ];
}

function auditLines(t: Translator): Inline[][] {
  const line = (written: string, means: string): Inline[] =>
    t.parts<Inline>('help.query.line', { written: styled(written, { code: true }), means });
  return [
    line('owner:mona', t.text('help.query.owner')),
    line('by:olivia', t.text('help.audit.by')),
    line('action:deny', t.text('help.audit.action')),
    line('request:9001', t.text('help.audit.request')),
    line('org:acme newer:1w older:1d', t.text('help.audit.others')),
  ];
}

function warningLines(t: Translator): Inline[][] {
  const line = (warning: string, means: string): Inline[] =>
    t.parts<Inline>('help.warning', { warning: styled(warning, { bold: true }), means });
  return [
    line(t.text('card.warning.writes-everywhere'), t.text('help.warning.writes-everywhere')),
    line(t.text('card.warning.administers'), t.text('help.warning.administers')),
    line(t.text('card.warning.never-expires'), t.text('help.warning.never-expires')),
  ];
}

function heading(text: string): Inline {
  return styled(text, { bold: true });
}
