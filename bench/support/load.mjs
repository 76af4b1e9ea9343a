// The load, in a process of its own: signed requests over HTTP, either at a fixed rate or as fast as they are answered.
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { obey } from './child.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const ORGANIZATIONS = 64;
const now = () => performance.timeOrigin + performance.now();

/** How each kind of request is made and signed; `item` is its index. */
const makers = {
  slack({ secret, payload, values }, item) {
    const value = values[item];
    const sent = { ...payload, actions: payload.actions.map((action) => ({ ...action, value })) };
    const body = new URLSearchParams({ payload: JSON.stringify(sent) }).toString();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    };
    return { headers, body };
  },
  github({ secret, payload, from }, item) {
    const { personal_access_token_request: asked, organization, installation } = payload;
    const id = from + item;
    // More than a thousand a minute in one organization are announced together; these are to have cards.
    const place = 500 + (item % ORGANIZATIONS);
    const sent = {
      ...payload,
      organization: { ...organization, id: place, login: `org-${place}` },
      installation: { ...installation, id: place },
      personal_access_token_request: { ...asked, id, token_id: id, token_name: `bot-${id}` },
    };
    const body = JSON.stringify(sent);
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'personal_access_token_request',
      'x-github-delivery': randomUUID(),
      'x-github-hook-id': '512',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    };
    return { headers, body };
  },
};

function post(url, { headers, body }) {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

obey({
  /**
   * So many requests a second, each at its time whatever became of the others. A latency counts from when the request
   * was due, so one that had to wait for its turn is not shorter than it was (no coordinated omission).
   */
  async atRate({ url, maker, details, rate, count }) {
    const make = makers[maker];
    const latencies = new Float64Array(count);
    const dues = new Float64Array(count);
    const answers = [];
    const statuses = {};
    const start = now() + 50;
    for (let item = 0; item < count; item += 1) {
      const due = start + (item * 1_000) / rate;
      const wait = due - now();
      if (wait > 1) await setTimeout(Math.floor(wait));
      while (now() < due) await new Promise(setImmediate);
      dues[item] = due;
      const sent = post(url, make(details, item)).then((status) => {
        latencies[item] = now() - due;
        statuses[status] = (statuses[status] ?? 0) + 1;
      });
      answers.push(sent);
    }
    await Promise.all(answers);
    return { latencies: [...latencies], dues: [...dues], statuses };
  },
  /** As many at once as there are connections, for so long. */
  async saturate({ url, maker, details, connections, seconds }) {
    const make = makers[maker];
    const statuses = {};
    let item = 0;
    const start = now();
    const end = start + seconds * 1_000;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (now() < end) {
          const status = await post(url, make(details, item++));
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      }),
    );
    return { perSecond: (item * 1_000) / (now() - start), statuses, count: item };
  },
});
