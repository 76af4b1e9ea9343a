/** Members of acme who make tokens too; nobody plays them. */
export const COLLEAGUES = [
  { login: 'nina', name: 'Nina Novak' },
  { login: 'pavel', name: 'Pavel Petrov' },
  { login: 'sofia', name: 'Sofia Santos' },
  { login: 'tomoko', name: 'Tomoko Tanaka' },
] as const;

/** Somebody on GitHub whom nobody knows in Slack, and whose address is not public. */
export const CONTRACTOR = { login: 'yuki', name: 'Yuki Yamada' } as const;

/** The second organization: Olivia owns it, Omar and some colleagues are members. */
export const LABS = {
  login: 'acme-labs',
  owners: ['olivia'],
  members: ['omar', 'nina', 'tomoko'],
  repositories: ['benchmarks', 'model-zoo', 'notebooks', 'prototype-api', 'sensor-firmware', 'simulator'],
};

const AREAS = [
  'accounts',
  'billing',
  'catalog',
  'checkout',
  'identity',
  'inventory',
  'ledger',
  'loyalty',
  'notifications',
  'orders',
  'pricing',
  'returns',
  'search',
  'shipping',
  'support',
  'tax',
];
const PARTS = ['api', 'worker', 'web', 'sdk'];

/** Private repositories of acme, as an organization of some size has them. */
export const REPOSITORIES: readonly string[] = AREAS.flatMap((area) =>
  PARTS.map((part) => `${area}-${part}`),
);
