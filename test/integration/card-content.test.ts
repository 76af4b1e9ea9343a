import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Database } from '../../src/application/ports.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { ACME, aContent, aNewDecision, aNewTokenRequest, MONA, NOW, OLIVIA } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;
let id: number;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url, poolSize: 2 }).initialize();
  database = createDatabase(source);
});

afterAll(async () => {
  await source?.destroy();
  await testDatabase?.drop();
});

beforeEach(async () => {
  await database.organizations.save(ACME);
  const stored = await database.tokenRequests.insert(
    aNewTokenRequest({ content: aContent({ requester: MONA }) }),
  );
  if (!stored) throw new Error('it is there already');
  id = stored.id;
});

afterEach(async () => {
  const tables = ['cards', 'links', 'organization_settings', 'decisions', 'token_requests', 'organizations'];
  await source.query(tables.map((table) => `DELETE FROM ${table}`).join(';'));
});

describe('what a card shows', () => {
  it('is nothing of a request that is gone', async () => {
    expect(await database.cards.content(id + 1)).toBeUndefined();
  });

  it('is the request alone where nothing else is known', async () => {
    const content = await database.cards.content(id);

    expect(content).toStrictEqual({
      request: await database.tokenRequests.find(id),
      decision: null,
      appState: 'installed',
      requesterSlackId: null,
      approverSlackId: null,
      cards: [],
      chosen: {},
    });
  });

  it('comes with where its cards are, in the order in which they were posted, and with the settings', async () => {
    const posted = [
      { channel: 'C2', ts: '1.1', digest: 'a' },
      { channel: 'C1', ts: '1.2', digest: 'b' },
    ];
    for (const card of posted) await database.cards.save(id, card);
    await database.organizationSettings.save(ACME.id, { channel: 'C1', language: 'fr' });

    const content = await database.cards.content(id);

    expect(content).toMatchObject({ cards: posted, chosen: { channel: 'C1', language: 'fr' } });
  });

  it('is the same decision as is on record, to the millisecond', async () => {
    const at = new Date(NOW.getTime() + 123);
    const decision = aNewDecision(id, { state: 'done', reason: 'Too much', at });
    await database.decisions.add(decision);
    await database.tokenRequests.setState(id, 'denied', at);

    const content = await database.cards.content(id);

    expect(content?.decision?.endedAt).toEqual(at);
    expect(content?.decision).toStrictEqual(await database.decisions.current(id));
  });

  it('is no decision of a request that pends again', async () => {
    await database.decisions.add(aNewDecision(id, { state: 'done' }));

    const content = await database.cards.content(id);

    expect(content).toMatchObject({ decision: null, approverSlackId: null });
  });

  it('names the Slack users of requester and approver where they are linked', async () => {
    await database.links.make('U0MONA', MONA, NOW);
    await database.links.make('U0OLIVIA', OLIVIA, NOW);
    await database.decisions.add(
      aNewDecision(id, { state: 'done', approver: OLIVIA, slackUserId: null, path: 'github' }),
    );
    await database.tokenRequests.setState(id, 'approved', NOW);

    const content = await database.cards.content(id);

    expect(content).toMatchObject({ requesterSlackId: 'U0MONA', approverSlackId: 'U0OLIVIA' });
  });

  it('finds whom the operator has named by their login until the id is known', async () => {
    await database.transaction(({ links }) =>
      links.keepOperators(new Map([['U0NAMED', MONA.login.toUpperCase()]]), NOW),
    );
    const named = await database.cards.content(id);
    await database.links.make('U0MONA', MONA, NOW);

    const linked = await database.cards.content(id);

    expect([named?.requesterSlackId, linked?.requesterSlackId]).toEqual(['U0NAMED', 'U0MONA']);
  });
});
