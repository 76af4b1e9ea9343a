import type { IncomingCall } from '../../../src/sandbox/github/fault-list.js';
import { inTime, quiet } from './quiet.js';
import { approveBehind, isDecision, pending, type Scenario } from './scenario.js';
import { approve, askAnew } from './story.js';

/** Webhooks, the database and the approver are not what they should be. */
export const WEBHOOK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'every webhook comes twice',
    async act(bench) {
      bench.github.webhookMode = 'twice';
      const story = await pending(bench);
      bench.github.decideOnPage({ requestId: story.request.id, by: 'omar', action: 'approve' });
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'every webhook is lost at first',
    async act(bench) {
      bench.github.webhookMode = 'lose';
      const story = askAnew(bench);
      await quiet(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'the webhooks of a request come in the wrong order',
    ends: ['cancelled'],
    // Of a request that was over before we heard of it there is nothing for anybody to do.
    allowance: { cards: 0 },
    async act(bench) {
      bench.github.webhookMode = 'hold';
      const story = askAnew(bench);
      bench.github.cancel(story.request.id);
      const held = bench.github.webhookDeliveries.filter(({ state }) => state === 'held');
      await bench.github.releaseHeld(held.map(({ guid }) => guid).reverse());
      await quiet(bench);
      return story;
    },
  },
];

export const DATABASE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the database breaks every connection off after the click',
    act: (bench) =>
      approveBehind(bench, 'decisions.claimDue', () => {
        bench.postgres.cut();
      }),
  },
  {
    name: 'the database is away while a webhook comes',
    async act(bench) {
      bench.postgres.refuse(true);
      const story = askAnew(bench);
      await bench.github.settled();
      bench.postgres.refuse(false);
      await quiet(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'a webhook that is stored cannot be taken in at first',
    async act(bench) {
      await bench.rows('ALTER TABLE token_requests ADD CONSTRAINT refused CHECK (id IS NULL) NOT VALID');
      const story = askAnew(bench);
      // Whoever has died at it leaves it leased, for the next one to try.
      const tried =
        'SELECT FROM webhook_deliveries WHERE payload IS NOT NULL AND (attempts > 1 OR attempts = 1 AND leased_until IS NULL)';
      await inTime(bench, 'a try in vain', async () => (await bench.rows(tried)).length > 0);
      await bench.rows('ALTER TABLE token_requests DROP CONSTRAINT refused');
      await quiet(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'the database is away while GitHub decides',
    async act(bench) {
      const story = await pending(bench);
      const isOurs = (call: IncomingCall) => isDecision(call) && call.path.endsWith(`/${story.request.id}`);
      bench.github.faults.add({ match: isOurs, times: 1, effect: { delayMs: 300 } });
      const isCalled = new Promise<void>((resolve) => {
        const stop = bench.github.on('call', (call) => {
          if (!isOurs(call)) return;
          stop();
          resolve();
        });
      });
      const [program] = await bench.programs();
      const held = await program?.hold('github.decide');
      await approve(bench, story);
      await held?.reached;
      bench.postgres.refuse(true);
      await held?.release();
      await isCalled;
      await new Promise((resolve) => setTimeout(resolve, 200));
      bench.postgres.refuse(false);
      await quiet(bench);
      return story;
    },
  },
];

export const PEOPLE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the approver is no owner any more when the decision is sent',
    ends: ['pending'],
    async act(bench) {
      const story = await approveBehind(bench, 'decisions.claimDue', () =>
        bench.github.setRole('acme', 'olivia', 'member'),
      );
      bench.github.setRole('acme', 'olivia', 'admin');
      return story;
    },
  },
];
