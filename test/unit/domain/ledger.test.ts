import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import {
  type LedgerContent,
  type LedgerPerson,
  printHead,
  readHead,
  storable,
} from '../../../src/domain/ledger.js';
import {
  canonicalEntry,
  checkSignature,
  keysById,
  ledgerKeyId,
  personDigest,
  sealOf,
  signEntry,
} from '../../../src/domain/ledger-chain.js';
import { NOW } from '../../support/builders.js';

const KEY = Buffer.alloc(32, 1);
const OTHER = Buffer.alloc(32, 2);
const keys = keysById({ current: KEY, previous: [] });
const SEALED_AT = new Date('2026-03-02T09:00:05.000Z');

function aContent(over: Partial<LedgerContent> = {}): LedgerContent {
  return {
    uid: '0b5a9c1e-1111-4222-8333-444455556666',
    at: NOW,
    kind: 'decided',
    organizationId: 1_001,
    tokenRequestId: 1,
    decisionId: 5,
    data: { path: 'card', action: 'deny' },
    people: { requester: 'bb', approver: 'aa' },
    trace: 't',
    ...over,
  };
}

/** Everything that the format is made of, as docs/ledger.md has it and another program would compute it. */
describe('the format of the ledger', () => {
  const canonical =
    '[1,"0b5a9c1e-1111-4222-8333-444455556666","2026-03-02T09:00:00.000Z","decided",1001,1,5,' +
    '{"action":"deny","path":"card"},[["approver","aa"],["requester","bb"]],"t"]';
  const hmac = (text: string) => createHmac('sha256', KEY).update(text).digest('hex');
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  it('writes an entry as JSON of one form only', () => {
    const shuffled = aContent({
      data: { action: 'deny', path: 'card' },
      people: { approver: 'aa', requester: 'bb' },
    });

    expect(canonicalEntry(aContent())).toBe(canonical);
    expect(canonicalEntry(shuffled)).toBe(canonical);
  });

  it('signs an entry with the key’s id and an HMAC', () => {
    const keyId = createHash('sha256').update('key id\0').update(KEY).digest('hex').slice(0, 8);

    const signature = signEntry(canonical, KEY).toString('hex');

    expect(ledgerKeyId(KEY)).toBe(keyId);
    expect(signature).toBe(keyId + hmac(`entry\0${canonical}`));
  });

  it('seals an entry with the link before it', () => {
    const mac = signEntry(canonical, KEY);
    const part = { seq: 1, previous: null, entryId: 9, canonical, mac, sealedAt: SEALED_AT };

    const first = sealOf(KEY, part);
    const second = sealOf(KEY, { ...part, seq: 2, previous: first, entryId: 10, mac: null });

    const digest = sha256(canonical);
    expect(first.toString('hex')).toBe(
      hmac(['seal', 1, 'genesis', 9, digest, mac.toString('hex'), '2026-03-02T09:00:05.000Z'].join('\0')),
    );
    expect(second.toString('hex')).toBe(
      hmac(['seal', 2, first.toString('hex'), 10, digest, 'unsigned', '2026-03-02T09:00:05.000Z'].join('\0')),
    );
  });

  it('has a salted digest of a person', () => {
    const salt = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const person: LedgerPerson = {
      role: 'approver',
      githubUserId: 21,
      slackUserId: null,
      fields: { reason: null, login: 'olivia' },
    };

    const digest = personDigest(person, salt);

    const text =
      '{"fields":{"login":"olivia","reason":null},"githubUserId":21,"role":"approver","slackUserId":null}';
    expect(digest).toBe(createHash('sha256').update(salt).update(text).digest('hex'));
  });

  it('writes the head so that it can be read again', () => {
    const head = { seq: 12, seal: 'ab'.repeat(32) };

    expect(readHead(printHead(head))).toEqual(head);
    expect(readHead(` ${printHead(head).toUpperCase()}\n`)).toEqual(head);
    for (const wrong of ['', '12', '12:', `x:${head.seal}`, `12:${head.seal}0`, `-1:${head.seal}`]) {
      expect(readHead(wrong)).toBeNull();
    }
  });
});

describe('a signature', () => {
  const canonical = canonicalEntry(aContent());
  const signature = signEntry(canonical, KEY);

  it.each([
    ['right', canonical, signature],
    ['wrong', `${canonical} `, signature],
    ['wrong', canonical, signature.subarray(0, 20)],
    ['unsigned', canonical, null],
    ['unknown-key', canonical, signEntry(canonical, OTHER)],
    ['unknown-key', canonical, Buffer.alloc(0)],
  ] as const)('is %s', (expected, text, mac) => {
    expect(checkSignature(text, mac, keys)).toBe(expected);
  });

  it('of an entry of which anything was changed is wrong', () => {
    const changes: Partial<LedgerContent>[] = [
      { uid: 'other' },
      { at: new Date(NOW.getTime() + 1) },
      { at: new Date(Number.NaN) },
      { kind: 'decision-asked' },
      { organizationId: null },
      { tokenRequestId: 2 },
      { decisionId: 6 },
      { data: { path: 'card', action: 'approve' } },
      { people: { approver: 'aa', requester: 'bc' } },
      { trace: 'u' },
    ];

    const checked = changes.map((change) =>
      checkSignature(canonicalEntry(aContent(change)), signature, keys),
    );

    expect(new Set(checked)).toEqual(new Set(['wrong']));
  });
});

describe('canonical JSON', () => {
  const json = fc.jsonValue() as fc.Arbitrary<Json>;

  it('says the same as the value', () => {
    fc.assert(
      fc.property(json, (value) =>
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('does not depend on the order of keys', () => {
    const turned = (value: Json): Json => {
      if (value === null || typeof value !== 'object') return value;
      if (Array.isArray(value)) return value.map(turned);
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, turned(inner)]),
      );
    };

    fc.assert(fc.property(json, (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  });
});

describe('what is to be stored', () => {
  it('has no characters that PostgreSQL’s JSON refuses, and keeps all others', () => {
    const people: LedgerPerson[] = [
      { role: 'requester', githubUserId: 1, slackUserId: null, fields: { tokenName: 'a\0\ud800😀\u2028' } },
    ];

    const entry = storable({
      ...{ kind: 'request-seen', at: NOW, trace: '', people },
      data: { organization: 'ac\0me', list: ['x\udc00'], count: 3, none: null },
    });

    expect(entry.people[0]?.fields).toEqual({ tokenName: 'a\ufffd😀\u2028' });
    expect(entry.data).toEqual({ organization: 'acme', list: ['x\ufffd'], count: 3, none: null });
  });
});
