import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { takeWebhook } from '../../../src/application/take-webhook.js';
import type { NewWebhook } from '../../../src/application/webhook-ports.js';
import { aWebhookPayload, OLIVIA } from '../../support/builders.js';
import { createWorldDatabase, hear, type World, type WorldDatabase } from './use-case-world.js';

const CREATED: NewWebhook = {
  deliveryId: 'd-1',
  event: 'personal_access_token_request',
  action: 'created',
  lane: 'request/1/2',
  payload: JSON.stringify(aWebhookPayload('created')),
};

describe('a stored webhook', () => {
  let records: WorldDatabase;
  let world: World;
  beforeAll(async () => {
    records = await createWorldDatabase();
  });
  beforeEach(async () => {
    world = await records.fresh();
  });
  afterAll(() => records?.drop());

  const claim = async () => {
    const now = world.clock.now();
    const leaseUntil = new Date(now.getTime() + 15_000);
    const [claimed] = await world.database.webhookDeliveries.claimDue({ now, leaseUntil, limit: 1 });
    return claimed;
  };
  const takeNext = async () => {
    const claimed = await claim();
    if (claimed) await takeWebhook(world, claimed);
    return claimed !== undefined;
  };
  const requests = () => records.query('SELECT state FROM token_requests');

  it('is taken in, and announced, once', async () => {
    await world.database.webhookDeliveries.store(CREATED);
    const claimed = await claim();
    if (!claimed) throw new Error('nothing to claim');

    await takeWebhook(world, claimed);
    await takeWebhook(world, claimed);

    expect(await requests()).toEqual([{ state: 'pending' }]);
    expect(world.wake.woken.deliveries).toBe(1);
    expect(await takeNext()).toBe(false);
    expect(world.log.lines.filter(({ level }) => level === 'info')).toMatchObject([
      { message: 'webhook taken in', fields: { deliveryId: 'd-1', trace: 'd-1' } },
    ]);
  });

  it('that cannot be taken in is kept whole and tried again after a second, with a warning', async () => {
    await world.database.webhookDeliveries.store(CREATED);
    await records.query('ALTER TABLE token_requests RENAME TO elsewhere');
    await takeNext();
    await records.query('ALTER TABLE elsewhere RENAME TO token_requests');

    const atOnce = await takeNext();
    world.clock.pass(1_000);
    const later = await takeNext();

    expect([atOnce, later]).toEqual([false, true]);
    expect(await requests()).toEqual([{ state: 'pending' }]);
    expect(world.log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      {
        message: 'webhook could not be taken in, it will be tried again',
        fields: { deliveryId: 'd-1', attempts: 1, pauseSeconds: 1 },
      },
    ]);
  });

  it('that cannot be taken in for a quarter of an hour is an error for the operator, once', async () => {
    await world.database.webhookDeliveries.store({ ...CREATED, payload: '{}' });
    for (let tries = 1; tries <= 13; tries += 1) {
      await takeNext();
      world.clock.pass(300_000);
    }

    const errors = world.log.lines.filter(({ level }) => level === 'error');
    expect(errors).toMatchObject([{ fields: { attempts: 11 } }]);
  });

  it('that has waited for long removes no link that was made since', async () => {
    const sender = { id: OLIVIA.id, login: OLIVIA.login };
    const revoked = { deliveryId: 'd-2', event: 'github_app_authorization', action: 'revoked' };
    const payload = JSON.stringify({ action: 'revoked', sender });
    await world.database.webhookDeliveries.store({ ...revoked, lane: 'sender', payload });
    world.clock.pass(60_000);
    await world.database.links.make('U0NEW', OLIVIA, world.clock.now());

    await takeNext();

    expect(await world.database.links.find('U0NEW')).toBeDefined();
  });

  it('that has waited for long brings no old name back', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await world.database.webhookDeliveries.store(CREATED);
    await records.query("UPDATE organizations SET login = 'acme-new'");
    world.clock.pass(61_000);

    await takeNext();

    expect(await records.query('SELECT login FROM organizations')).toEqual([{ login: 'acme-new' }]);
  });

  it('that another version has stored in a way that this one cannot read waits for one that can', async () => {
    await world.database.webhookDeliveries.store({ ...CREATED, payload: '{"from":"the future"}' });

    await takeNext();

    expect(await world.database.webhookDeliveries.backlog(world.clock.now())).toMatchObject({ depth: 1 });
    expect(JSON.stringify(world.log.lines)).not.toContain('the future');
  });
});
