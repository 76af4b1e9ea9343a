import { PROBLEM_LIMIT, type QueryProblem } from '../../domain/query.js';
import type { Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { messageOf } from './overview-view.js';
import { queryProblemLines } from './query-problem-lines.js';
import { foreign, type Inline, styled } from './rich-text.js';

const COMMAND_LIMIT = 1_200;

/** What cannot be read in a query, a line each, and the command as it would be right, where that is known. */
export function queryProblemView(
  t: Translator,
  problems: readonly QueryProblem[],
  corrected: string | null,
  example?: string,
): MessageContent {
  const isAll = problems.length < PROBLEM_LIMIT || corrected !== null;
  const next: Inline[] =
    corrected === null
      ? notCorrected(t, example)
      : t.parts<Inline>('query.corrected', {
          command: styled(foreign(corrected, COMMAND_LIMIT), { code: true }),
        });
  const lines = queryProblemLines(t, problems, PROBLEM_LIMIT);
  return messageOf([...lines, ...(isAll ? [] : [[t.text('query.perhaps-more')]]), next], []);
}

function notCorrected(t: Translator, example: string | undefined): Inline[] {
  if (example === undefined) return [t.text('query.see-help')];
  return t.parts<Inline>('query.example', { command: styled(example, { code: true }) });
}
