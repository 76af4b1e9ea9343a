import { roundedWait } from './rounded-wait.js';
import type { Translator } from './translator.js';

interface Outcomes {
  readonly approved: number;
  readonly denied: number;
}

interface Decider extends Outcomes {
  /** The id is 0 where GitHub does not say who decided. */
  readonly github: { readonly id: number; readonly login: string };
}

/** What has changed in an organization; `approved` and `denied` are of all, also of those who are not named. */
interface Changes extends Outcomes {
  readonly added: number;
  readonly endedOtherwise: number;
  readonly deciders: readonly Decider[];
  readonly medianMs: number | null;
}

/** "2 new, 3 approved by olivia, and 1 ended otherwise"; `cleaned` makes a login fit to be shown. */
export function digestChanges(t: Translator, changes: Changes, cleaned: (login: string) => string): string {
  const { added, endedOtherwise, deciders } = changes;
  const said = [
    ...(added > 0 ? [t.text('digest.added', { count: added })] : []),
    ...deciders.map((decider) =>
      t.text('digest.decided', { outcomes: outcomes(t, decider), name: nameOf(t, decider, cleaned) }),
    ),
    ...others(t, changes),
    ...(endedOtherwise > 0 ? [t.text('digest.ended', { count: endedOtherwise })] : []),
  ];
  return said.length === 0 ? t.text('digest.nothing-new') : listOf(t, said);
}

/** '' when nothing was decided. */
export function digestMedian(t: Translator, { medianMs }: Pick<Changes, 'medianMs'>): string {
  return medianMs === null ? '' : t.text('digest.median', { wait: roundedWait(t, medianMs) });
}

function others(t: Translator, { approved, denied, deciders }: Changes): string[] {
  const rest = deciders.reduce(
    (left, decider) => ({
      approved: left.approved - decider.approved,
      denied: left.denied - decider.denied,
    }),
    { approved, denied },
  );
  return rest.approved > 0 || rest.denied > 0
    ? [t.text('digest.decided.others', { outcomes: outcomes(t, rest) })]
    : [];
}

function nameOf(t: Translator, { github }: Decider, cleaned: (login: string) => string): string {
  return github.id === 0 ? t.text('digest.on-github') : cleaned(github.login);
}

function outcomes(t: Translator, { approved, denied }: Outcomes): string {
  const said = [
    ...(approved > 0 ? [t.text('digest.approved', { count: approved })] : []),
    ...(denied > 0 ? [t.text('digest.denied', { count: denied })] : []),
  ];
  return listOf(t, said);
}

function listOf(t: Translator, items: readonly string[]): string {
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(items);
}
