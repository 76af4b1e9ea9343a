/** Where the pages are that belong to nobody's organization. */
export const PATHS = {
  /** The pending requests of all organizations. */
  pending: '/github',
  own: '/github/settings/personal-access-tokens',
  create: '/github/settings/personal-access-tokens/new',
} as const;

/** Where an organization's pages are: GitHub's own paths, since the cards' links lead to some of them. */
export function pathsOf(organization: string) {
  const settings = `/github/organizations/${organization}/settings`;
  return {
    pending: `${settings}/personal-access-token-requests`,
    policy: `${settings}/personal-access-tokens`,
    active: `${settings}/personal-access-tokens/active`,
  };
}

/** The page of one request. */
export function requestPath({ organization, id }: { organization: string; id: number }): string {
  return `${pathsOf(organization).pending}/${id}`;
}
