import { errorReply, notFound, type Reply } from '../api-reply.js';
import { repositoryAccess } from '../repository-access.js';
import { fullRepository } from '../repository-objects.js';
import type { Route, RouteContext } from '../route.js';

/** What an approval opens. */
export const repositoryRoutes: Record<string, Route> = {
  'GET /repos/{owner}/{repo}': { access: 'anyone', handle: getRepository },
};

function getRepository({ parts, params, principal }: RouteContext): Reply {
  const repository = parts.world.findRepository(params.owner ?? '', params.repo ?? '');
  if (!repository) return notFound();
  switch (repositoryAccess(parts.world, principal, repository)) {
    case 'yes':
      return { status: 200, body: fullRepository(parts.addresses, repository) };
    case 'no':
      return notFound();
    case 'classic-restricted':
      return errorReply(
        403,
        `\`${repository.organization.login}\` forbids access via a personal access token (classic). ` +
          'Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
      );
  }
}
