import type { Organization } from '../domain/token-request.js';
import { AUTHORITY_BUDGET_MS } from './authorize-approver.js';

/** GitHub counts 100 calls at once as too many; this leaves room for the rest of us. */
const AT_ONCE = 20;

/**
 * Asks GitHub once about each organization, side by side; all of them together get the time that one alone would
 * get. What is left of it is handed to `ask`, in milliseconds, and may be nothing.
 */
export async function askOrganizations<T>(
  organizations: readonly Organization[],
  ask: (organization: Organization, budgetMs: number) => Promise<T>,
): Promise<{ organization: Organization; answer: T }[]> {
  const deadline = performance.now() + AUTHORITY_BUDGET_MS;
  const waiting = [...organizations];
  const answers: { organization: Organization; answer: T }[] = [];
  async function askOneAfterTheOther(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const budgetMs = Math.ceil(deadline - performance.now());
      answers.push({ organization: next, answer: await ask(next, budgetMs) });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOneAfterTheOther));
  return answers;
}
