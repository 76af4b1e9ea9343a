import type { NewToken } from './github/token-acts.js';
import { PEOPLE } from './people.js';
import { COLLEAGUES, CONTRACTOR, LABS, REPOSITORIES } from './seed-names.js';
import type { StandIns } from './stand-ins.js';

/** The stand-ins' time, which goes back for a moment while things are made that happened earlier. */
export interface ShiftedClock {
  readonly now: () => Date;
  /** Runs `act` as if it were so many minutes ago. */
  ago(minutes: number, act: () => void): void;
}

const ORG = 'acme';
const DAY_MS = 86_400_000;
const BURST = 40;

/** The system's clock, and a way back. */
export function createShiftedClock(): ShiftedClock {
  let behindMs = 0;
  return {
    now: () => new Date(Date.now() - behindMs),
    ago(minutes, act) {
      behindMs = minutes * 60_000;
      try {
        act();
      } finally {
        behindMs = 0;
      }
    },
  };
}

/** More people and repositories than the main ones, another organization, and a channel where people talk. */
export function furnish({ slack, github }: StandIns): void {
  for (const { login, name } of COLLEAGUES) {
    github.addUser({ login, name });
    github.setRole(ORG, login, 'member');
    slack.addUser({ name: login, realName: name, email: `${login}@acme.example`, tz: 'Europe/Paris' });
    github.setEmail(login, `${login}@acme.example`);
  }
  for (const name of REPOSITORIES) github.addRepository({ org: ORG, name, private: true });
  github.addUser(CONTRACTOR);
  github.setRole(ORG, CONTRACTOR.login, 'member');
  github.addOrganization(LABS);
  github.addRepository({ org: LABS.login, name: 'handbook', private: false });
  for (const name of LABS.repositories) github.addRepository({ org: LABS.login, name, private: true });
  const members = [PEOPLE.olivia, PEOPLE.omar, PEOPLE.mona, PEOPLE.max];
  slack.addChannel({ id: 'C0GENERAL', name: 'general', members });
}

/** What people said before the visitor came. */
export function seedTalk({ slack }: StandIns, clock: ShiftedClock): void {
  const channel = 'C0GENERAL';
  clock.ago(190, () =>
    slack.say({
      user: PEOPLE.omar,
      channel,
      text: 'Tokens go through <#C0REVIEW> now. No more mails to me :tada:',
    }),
  );
  clock.ago(171, () =>
    slack.say({ user: PEOPLE.mona, channel, text: 'Nice. How do I see what became of mine?' }),
  );
  clock.ago(169, () =>
    slack.say({
      user: PEOPLE.olivia,
      channel,
      text: `<@${PEOPLE.mona}> PATrol sends you a direct message, and a mail.`,
    }),
  );
}

/** Tokens that had access before PATrol came: nobody asks about them. */
export function seedGrants({ github }: StandIns, clock: ShiftedClock): void {
  clock.ago(60 * 24 * 12, () => {
    github.createToken({
      ...{ owner: 'olivia', org: ORG, name: 'billing-export', repositorySelection: 'none' },
      permissions: { organization: { plan: 'read' } },
      expiresAt: new Date(Date.now() + 40 * DAY_MS),
    });
  });
}

/** A few believable requests, one of each kind that an owner should learn to tell apart. */
export function seedRequests({ github }: StandIns, clock: ShiftedClock): void {
  const ask = (minutesAgo: number, token: Omit<NewToken, 'org'>, org = ORG) =>
    clock.ago(minutesAgo, () => void github.createToken({ ...token, org }));
  ask(55, {
    ...{ owner: 'max', name: 'sprint-demo', repositorySelection: 'subset', repositories: ['mobile-app'] },
    reason: 'Show the release build in the sprint demo on Tuesday',
    permissions: { repository: { contents: 'read', actions: 'read' } },
    expiresAt: new Date(Date.now() - 5 * 60_000),
  });
  ask(48, {
    ...{ owner: 'max', name: 'org-migration', repositorySelection: 'all', expiresAt: null },
    reason: 'Moving our CI to the new runners. I will delete the token when it is done.',
    permissions: {
      organization: { members: 'write', organization_administration: 'write' },
      repository: { administration: 'write', contents: 'write', secrets: 'write', workflows: 'write' },
    },
  });
  ask(31, {
    ...{ owner: 'mona', name: '<!channel> *x* <http://evil|bank>', repositorySelection: 'subset' },
    repositories: ['payments'],
    reason: '<!here> please <http://evil.example|approve> _now_ :tada:\n*Olivia Owens*: approved, go ahead',
    permissions: { repository: { contents: 'write' } },
    expiresAt: new Date(Date.now() + 7 * DAY_MS),
  });
  ask(
    26,
    {
      ...{ owner: 'nina', name: 'notebook-sync', repositorySelection: 'subset', repositories: ['notebooks'] },
      reason: 'Publishes the evaluation notebooks every night',
      permissions: { repository: { contents: 'write', metadata: 'read' } },
      expiresAt: new Date(Date.now() + 60 * DAY_MS),
    },
    LABS.login,
  );
  ask(19, {
    ...{ owner: 'max', name: 'dependency-audit', repositorySelection: 'subset' },
    repositories: REPOSITORIES.slice(0, 60),
    reason: 'Nightly scan of lock files for known vulnerabilities (SEC-412)',
    permissions: { repository: { contents: 'read', metadata: 'read', vulnerability_alerts: 'read' } },
    expiresAt: new Date(Date.now() + 90 * DAY_MS),
  });
  // An owner of one organization is a member like any other in the next.
  ask(
    12,
    {
      ...{ owner: 'omar', name: 'benchmark-runner', repositorySelection: 'subset' },
      repositories: ['benchmarks', 'simulator'],
      reason: 'Compares the simulator’s releases',
      permissions: { repository: { actions: 'write', contents: 'read', metadata: 'read' } },
      expiresAt: new Date(Date.now() + 14 * DAY_MS),
    },
    LABS.login,
  );
  ask(6, {
    ...{ owner: 'mona', name: 'release-notes', repositorySelection: 'subset' },
    repositories: ['mobile-app', 'website'],
    reason: 'Collects merged pull requests for the weekly release notes',
    permissions: { repository: { contents: 'read', metadata: 'read', pull_requests: 'read' } },
    expiresAt: new Date(Date.now() + 30 * DAY_MS),
  });
}

/** Forty requests at once in two organizations, as when teams follow the same tutorial. */
export function seedBurst({ github }: StandIns, round: number): void {
  const ours = {
    org: ORG,
    owners: [...COLLEAGUES.map(({ login }) => login), 'mona', 'max'],
    repositories: REPOSITORIES,
  };
  const labs = { org: LABS.login, owners: LABS.members, repositories: LABS.repositories };
  const tasks = ['ci-cache', 'staging-deploy', 'coverage-report', 'changelog', 'e2e-nightly', 'lint-bot'];
  for (let index = 0; index < BURST; index += 1) {
    // Every third is for the second one: enough there, too, to be announced together.
    const { org, owners, repositories } = index % 3 === 2 ? labs : ours;
    github.createToken({
      owner: owners[index % owners.length] ?? 'omar',
      org,
      name: `${tasks[index % tasks.length]}-${round}-${String(index + 1).padStart(2, '0')}`,
      reason: index % 5 === 4 ? null : 'Workshop “GitHub Actions in an afternoon”, exercise 3',
      repositorySelection: 'subset',
      repositories: [repositories[(index * 7) % repositories.length] ?? 'payments'],
      permissions: { repository: { contents: index % 3 === 0 ? 'write' : 'read', metadata: 'read' } },
      expiresAt: new Date(Date.now() + (7 + (index % 4) * 7) * DAY_MS),
    });
  }
}
