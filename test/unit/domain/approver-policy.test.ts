import { describe, expect, it } from '@jest/globals';
import {
  type ApproverVerdict,
  type Candidate,
  judgeApprover,
  type Membership,
  mayDecideIn,
  type Person,
} from '../../../src/domain/approver-policy.js';
import type { GitHubUser } from '../../../src/domain/token-request.js';
import { MONA, OLIVIA } from '../../support/builders.js';

const ROLES = ['admin', 'member', 'other', 'none'] as const;
const STATES = ['active', 'pending'] as const;
const PEOPLE = {
  person: { isStranger: false, isBot: false, isDeactivated: false },
  bot: { isStranger: false, isBot: true, isDeactivated: false },
  deactivated: { isStranger: false, isBot: false, isDeactivated: true },
} as const satisfies Record<string, Person>;
const WORKSPACES = ['ours', 'another'] as const;
/** What is known of the GitHub account of whoever acts. */
const LINKS = {
  none: null,
  'by login': { githubId: null, isSignedIn: false },
  linked: { githubId: OLIVIA.id, isSignedIn: false },
  'signed in': { githubId: OLIVIA.id, isSignedIn: true },
  'of somebody who had the login before': { githubId: 999, isSignedIn: true },
} as const;
const TEAMS = { 'no team': [], team: ['acme/security'] } as const;
const DECIDE_AS = ['owner', 'app'] as const;
const REQUESTERS = { 'of another': MONA, 'their own': OLIVIA } as const;

interface Cell {
  readonly name: string;
  readonly candidate: Candidate;
  readonly requester: GitHubUser;
  readonly decideAs: 'owner' | 'app';
}

function keys<T extends object>(record: T): (keyof T & string)[] {
  return Object.keys(record) as (keyof T & string)[];
}

function membershipOf(role: (typeof ROLES)[number], state: Membership['state']): Membership | null {
  return role === 'none' ? null : { user: OLIVIA, state, role };
}

/** Every combination of what the policy looks at. */
function* everyCell(): Generator<Cell> {
  for (const role of ROLES)
    for (const state of STATES)
      for (const kind of keys(PEOPLE))
        for (const workspace of WORKSPACES)
          for (const link of keys(LINKS))
            for (const team of keys(TEAMS))
              for (const decideAs of DECIDE_AS)
                for (const request of keys(REQUESTERS)) {
                  yield {
                    name: [role, state, kind, workspace, link, team, decideAs, request].join(' | '),
                    candidate: {
                      person: { ...PEOPLE[kind], isStranger: workspace === 'another' },
                      account: LINKS[link],
                      standing: {
                        membership: membershipOf(role, state),
                        approverTeams: TEAMS[team],
                      },
                    },
                    requester: REQUESTERS[request],
                    decideAs,
                  };
                }
}

const ALL_CELLS = 4 * 2 * 3 * 2 * 5 * 2 * 2 * 2;

/** With whose authority: the only ones who may, by hand. Everybody else may not. */
const ALLOWED: Readonly<Record<string, string>> = {
  // An owner whose decisions are sent with the App's token.
  'admin | active | person | ours | by login | no team | app | of another': 'app',
  'admin | active | person | ours | linked | no team | app | of another': 'app',
  'admin | active | person | ours | signed in | no team | app | of another': 'app',
  // An owner who has signed in decides in their own name.
  'admin | active | person | ours | signed in | no team | owner | of another': 'owner',
  // That an owner is in a team, too, changes nothing.
  'admin | active | person | ours | by login | team | app | of another': 'app',
  'admin | active | person | ours | linked | team | app | of another': 'app',
  'admin | active | person | ours | signed in | team | app | of another': 'app',
  'admin | active | person | ours | signed in | team | owner | of another': 'owner',
  // A member of an approver team decides with the App's token, on the team's delegation.
  'member | active | person | ours | by login | team | app | of another': 'app for acme/security',
  'member | active | person | ours | linked | team | app | of another': 'app for acme/security',
  'member | active | person | ours | signed in | team | app | of another': 'app for acme/security',
  'member | active | person | ours | by login | team | owner | of another': 'app for acme/security',
  'member | active | person | ours | linked | team | owner | of another': 'app for acme/security',
  'member | active | person | ours | signed in | team | owner | of another': 'app for acme/security',
  // So does a member with a role that GitHub may invent.
  'other | active | person | ours | by login | team | app | of another': 'app for acme/security',
  'other | active | person | ours | linked | team | app | of another': 'app for acme/security',
  'other | active | person | ours | signed in | team | app | of another': 'app for acme/security',
  'other | active | person | ours | by login | team | owner | of another': 'app for acme/security',
  'other | active | person | ours | linked | team | owner | of another': 'app for acme/security',
  'other | active | person | ours | signed in | team | owner | of another': 'app for acme/security',
};

function allowed(verdict: ApproverVerdict): string | undefined {
  if ('refusal' in verdict) return undefined;
  const { decidedAs, delegatedBy } = verdict.approver;
  return delegatedBy === null ? decidedAs : `${decidedAs} for ${delegatedBy}`;
}

describe('who may decide', () => {
  it('are those that are listed by hand, with that authority, and nobody else', () => {
    const cells = [...everyCell()];

    const found = cells.flatMap(({ name, candidate, requester, decideAs }) => {
      const how = allowed(judgeApprover(candidate, requester, decideAs));
      return how === undefined ? [] : [[name, how] as const];
    });

    expect(cells).toHaveLength(ALL_CELLS);
    expect(Object.fromEntries(found)).toEqual(ALLOWED);
  });

  it('are known to GitHub by the account that GitHub names, not by the one that is asked about', () => {
    const [cell] = [...everyCell()].filter(({ name }) => ALLOWED[name] === 'owner');

    const verdict = cell && judgeApprover(cell.candidate, cell.requester, cell.decideAs);

    expect(verdict).toEqual({ approver: { user: OLIVIA, decidedAs: 'owner', delegatedBy: null } });
  });

  const owner: Candidate = {
    person: PEOPLE.person,
    account: LINKS['signed in'],
    standing: { membership: membershipOf('admin', 'active'), approverTeams: [] },
  };

  it.each<[string, Partial<Candidate>, GitHubUser, string]>([
    [
      'a person of another workspace',
      { person: { ...PEOPLE.person, isStranger: true } },
      MONA,
      'other-workspace',
    ],
    ['a bot', { person: PEOPLE.bot }, MONA, 'not-active'],
    ['a deactivated user', { person: PEOPLE.deactivated }, MONA, 'not-active'],
    ['somebody who is not linked', { account: null }, MONA, 'not-linked'],
    ['an owner who has not signed in', { account: LINKS.linked }, MONA, 'not-signed-in'],
    [
      'an owner’s own request, whatever their login is called by now',
      {},
      { id: OLIVIA.id, login: 'renamed' },
      'own-request',
    ],
    [
      'a demoted owner’s own request',
      { standing: { membership: membershipOf('member', 'active'), approverTeams: ['acme/security'] } },
      OLIVIA,
      'own-request',
    ],
    [
      'a member of a team who has left the organization',
      { standing: { membership: null, approverTeams: ['acme/security'] } },
      MONA,
      'not-owner',
    ],
  ])('refuses %s, and says why', (_, over, requester, refusal) => {
    const verdict = judgeApprover({ ...owner, ...over }, requester, 'owner');

    expect(verdict).toEqual({ refusal });
  });

  it('allows an owner who has a login that the requester once had', () => {
    const verdict = judgeApprover(owner, { ...MONA, id: 5 }, 'owner');

    expect(verdict).toHaveProperty('approver');
  });
});

describe('who may read an organization’s requests', () => {
  it('are its active owners and the active members of its approver teams, by the account that is linked', () => {
    const found = [...everyCell()]
      .filter(({ candidate: { account, standing } }) => account !== null && mayDecideIn(standing, account))
      .map(({ name }) => name.split(' | '));

    expect(new Set(found.map(([, state]) => state))).toEqual(new Set(['active']));
    expect(new Set(found.map(([role, , , , , team]) => `${role}, ${team}`))).toEqual(
      new Set(['admin, no team', 'admin, team', 'member, team', 'other, team']),
    );
    expect(found.flatMap(([, , , , link]) => link)).not.toContain('of somebody who had the login before');
  });
});
