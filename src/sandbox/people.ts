import type { StandIns } from './stand-ins.js';

/** Ids in the trial workspace; the same names as on GitHub. */
export const PEOPLE = {
  /** Owners of acme. */
  olivia: 'U0OLIVIA',
  omar: 'U0OMAR',
  /** Members of acme; Max is not linked, but has the same e-mail address in both places. */
  mona: 'U0MONA',
  max: 'U0MAX',
  /** Of another workspace, in the review channel through Slack Connect. */
  gus: 'U0GUS',
} as const;

/** Whom the visitor of the sandbox may be, the first one at first. */
export const PERSONAS = [
  {
    id: PEOPLE.olivia,
    login: 'olivia',
    name: 'Olivia Owens',
    role: 'owner',
    about: 'owns acme, acme-labs',
  },
  {
    id: PEOPLE.omar,
    login: 'omar',
    name: 'Omar Ortiz',
    role: 'owner',
    about: 'owns acme, in acme-labs',
  },
  {
    id: PEOPLE.mona,
    login: 'mona',
    name: 'Mona Moreau',
    role: 'member',
    about: 'member of acme',
  },
  {
    id: PEOPLE.max,
    login: 'max',
    name: 'Max Meyer',
    role: 'member',
    about: 'member, not linked to GitHub',
  },
  { id: PEOPLE.gus, login: 'gus', name: 'Gus Guest', role: 'guest', about: 'of another workspace' },
] as const;

export const REVIEW_CHANNEL = 'C0REVIEW';

/** Puts the same people into Slack and GitHub, and the organization acme with some repositories. */
export function addPeople({ slack, github }: StandIns): void {
  addToSlack(slack);
  const name = (login: string) => PERSONAS.find((persona) => persona.login === login)?.name;
  for (const login of ['olivia', 'omar', 'mona', 'gus']) github.addUser({ login, name: name(login) });
  github.addUser({ login: 'max', name: name('max'), email: 'max@acme.example' });
  github.addOrganization({ login: 'acme', owners: ['olivia', 'omar'], members: ['mona', 'max'] });
  github.addRepository({ org: 'acme', name: 'website', private: false });
  for (const name of ['payments', 'infrastructure', 'mobile-app']) {
    github.addRepository({ org: 'acme', name, private: true });
  }
}

function addToSlack(slack: StandIns['slack']): void {
  const person = (name: keyof typeof PEOPLE, realName: string, teamId?: string) =>
    slack.addUser({
      id: PEOPLE[name],
      name,
      realName,
      email: `${name}@acme.example`,
      tz: 'Europe/Paris',
      teamId,
    });
  person('olivia', 'Olivia Owens');
  person('omar', 'Omar Ortiz');
  person('mona', 'Mona Moreau');
  person('max', 'Max Meyer');
  person('gus', 'Gus Guest', 'T0ELSEWHERE');
  slack.addChannel({
    id: REVIEW_CHANNEL,
    name: 'token-requests',
    members: [...Object.values(PEOPLE), 'U0PATROL'],
  });
}

/** Those who own an organization, and have connected their GitHub accounts before anything begins. */
export const SIGNED_IN = ['olivia', 'omar'];

/** What the operator would set for these people. */
export const PEOPLE_ENVIRONMENT = {
  SLACK_CHANNEL: REVIEW_CHANNEL,
  SLACK_GITHUB_USERS: `${PEOPLE.olivia}=olivia,${PEOPLE.omar}=omar,${PEOPLE.mona}=mona`,
};
