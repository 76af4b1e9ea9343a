import type { Route } from '../route.js';
import { appRoutes } from './app-routes.js';
import { authorizationRoutes } from './authorization-routes.js';
import { grantRoutes } from './grant-routes.js';
import { peopleRoutes } from './people-routes.js';
import { repositoryRoutes } from './repository-routes.js';
import { tokenRequestRoutes } from './token-request-routes.js';

/** Every operation that the stand-in performs, by its name in GitHub's description. */
export const routes: Record<string, Route> = {
  ...appRoutes,
  ...authorizationRoutes,
  ...peopleRoutes,
  ...tokenRequestRoutes,
  ...grantRoutes,
  ...repositoryRoutes,
};
