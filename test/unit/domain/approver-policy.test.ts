import { describe, expect, it } from '@jest/globals';
import { type Membership, refusalToDecide } from '../../../src/domain/approver-policy.js';
import { MONA, OLIVIA } from '../../support/builders.js';

function membership(over: Partial<Membership> = {}): Membership {
  return { user: OLIVIA, state: 'active', role: 'admin', ...over };
}

describe('who may decide', () => {
  it('allows an active owner', () => {
    const owner = membership();

    const refusal = refusalToDecide(owner, MONA);

    expect(refusal).toBeUndefined();
  });

  it.each([
    ['somebody who is no member', null],
    ['a member', membership({ role: 'member' })],
    ['a role that GitHub may invent', membership({ role: 'other' })],
    ['an owner who has not accepted the invitation', membership({ state: 'pending' })],
    ['the requester who is no owner', membership({ role: 'member', user: MONA })],
  ])('refuses %s', (_, person) => {
    const refusal = refusalToDecide(person, MONA);

    expect(refusal).toBe('not-owner');
  });

  it('refuses an owner’s own request, whatever their login is called by now', () => {
    const owner = membership({ user: { id: MONA.id, login: 'renamed' } });

    const refusal = refusalToDecide(owner, MONA);

    expect(refusal).toBe('own-request');
  });

  it('allows an owner who has a login that the requester once had', () => {
    const owner = membership({ user: { id: OLIVIA.id, login: MONA.login } });

    const refusal = refusalToDecide(owner, MONA);

    expect(refusal).toBeUndefined();
  });
});
