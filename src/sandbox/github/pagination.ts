import type { RouteContext } from './route.js';

export interface Page<T> {
  items: T[];
  headers: Record<string, string>;
}

/** One page of a list, as `page` and `per_page` ask, with the `Link` header. */
export function pageOf<T>(context: RouteContext, items: readonly T[]): Page<T> {
  const perPage = Number(context.query.get('per_page') ?? 30);
  const page = Number(context.query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links: [string, number][] = [];
  if (page > 1) links.push(['prev', page - 1]);
  if (page < last) links.push(['next', page + 1], ['last', last]);
  if (page > 1) links.push(['first', 1]);
  const link = links.map(([rel, target]) => linkTo(context, 'page', String(target), rel)).join(', ');
  const start = (page - 1) * perPage;
  return { items: items.slice(start, start + perPage), headers: link === '' ? {} : { link } };
}

/** One entry of a `Link` header: this list with one parameter changed. */
export function linkTo(context: RouteContext, name: string, value: string, rel: string): string {
  const query = new URLSearchParams(context.query);
  query.set(name, value);
  return `<${context.parts.addresses.api}${addressPath(context)}?${query}>; rel="${rel}"`;
}

// GitHub's links name the organization by its id, so that they outlive a rename.
function addressPath({ path, params, parts }: RouteContext): string {
  const organization = parts.world.findOrganization(params.org ?? '');
  return organization ? path.replace(/^\/orgs\/[^/]+/, `/organizations/${organization.id}`) : path;
}
