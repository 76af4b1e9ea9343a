import type { z } from 'zod';
import type { StandIns } from '../stand-ins.js';
import type { TroubleSwitches } from './trouble.js';

/** What the visitor's actions work on. */
export interface PageContext {
  readonly standIns: StandIns;
  readonly trouble: TroubleSwitches;
  /** Makes many token requests at once. */
  readonly burst: () => void;
}

/** Something that the page asks for by POST; what it returns is the answer's JSON. */
export type PageAction = (context: PageContext, body: unknown) => unknown;

/** Says to the visitor what is wrong with what they asked for. */
export class ActionRefused extends Error {}

/** An action whose body is checked first. */
export function action<T>(schema: z.ZodType<T>, run: (context: PageContext, body: T) => unknown): PageAction {
  return (context, body) => {
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new ActionRefused(`${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is wrong'}`);
    }
    return run(context, parsed.data);
  };
}
