import type { GitHubApp } from './github-app.js';

/** How soon GitHub is asked again after it did not say. */
const AGAIN_AFTER_MS = 60_000;

/**
 * The login under which GitHub shows what the App does, such as `patrol[bot]`. GitHub is asked when it is first needed;
 * undefined until it has said.
 */
export function createOurBot({ app }: Pick<GitHubApp, 'app'>): () => string | undefined {
  let login: string | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (login !== undefined || now - askedAt < AGAIN_AFTER_MS) return login;
    askedAt = now;
    app.octokit.request('GET /app').then(
      ({ data }) => {
        login = data?.slug === undefined ? undefined : `${data.slug}[bot]`;
      },
      // Until GitHub says it, any bot may be ours.
      () => undefined,
    );
    return undefined;
  };
}
