import { type EntityManager, MoreThan } from 'typeorm';
import type { Link, LinkRemoval, Links } from '../application/link-ports.js';
import { DomainError } from '../domain/errors.js';
import type { GitHubUser } from '../domain/token-request.js';
import { LinkEntity } from './entities/link-entity.js';

interface Row {
  readonly slackUserId: string;
  readonly githubUserId: number | null;
  readonly githubLogin: string;
  readonly operatorLogin: string | null;
  readonly isSignedIn: boolean;
}

/** Puts the making or the removal of a link on the record. */
export type RecordLink = (
  kind: 'link-made' | 'link-removed',
  link: Pick<Row, 'slackUserId' | 'githubUserId' | 'githubLogin'>,
  how: { readonly origin: 'operator' | 'member'; readonly removal?: LinkRemoval },
  at: Date,
) => Promise<void>;

const SELECT = `SELECT l.slack_user_id AS "slackUserId", l.github_user_id AS "githubUserId",
    l.github_login AS "githubLogin", l.operator_login AS "operatorLogin",
    EXISTS (SELECT 1 FROM link_credentials c
             WHERE c.slack_user_id = l.slack_user_id AND c.readable
               AND (c.access_expires_at IS NULL OR c.refresh_expires_at IS NULL
                    OR greatest(c.access_expires_at, c.refresh_expires_at) > now())) AS "isSignedIn"
  FROM links l`;

/** Finds the link `l` of a GitHub account: by id, by login only where the id is not known yet. */
export const ofAccount = (id: string, login: string) =>
  `WHERE l.github_user_id = ${id} OR (l.github_user_id IS NULL AND lower(l.github_login) = lower(${login}))
   ORDER BY l.github_user_id NULLS LAST LIMIT 1`;

/** Two processes that start at once must not both make what stands in their environment; any number will do. */
const ONE_AT_A_TIME = 'SELECT pg_advisory_xact_lock(5410264)';

export function createLinks(manager: EntityManager, record: RecordLink): Links {
  const rows = (rest: string, values: readonly unknown[]): Promise<Row[]> =>
    manager.query(`${SELECT} ${rest}`, [...values]);

  async function remove(slackUserId: string, removal: LinkRemoval, at: Date): Promise<boolean> {
    const [row] = await rows('WHERE l.slack_user_id = $1 FOR UPDATE OF l', [slackUserId]);
    if (row === undefined) return false;
    await manager.query('DELETE FROM links WHERE slack_user_id = $1', [slackUserId]);
    await record('link-removed', row, { origin: originOf(row), removal }, at);
    return true;
  }

  async function insert(row: Omit<Row, 'isSignedIn'>, at: Date): Promise<void> {
    await manager.query(
      `INSERT INTO links (slack_user_id, github_user_id, github_login, operator_login, linked_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [row.slackUserId, row.githubUserId, row.githubLogin, row.operatorLogin, at],
    );
    await record('link-made', row, { origin: originOf(row) }, at);
  }

  /** The operator says what the person has shown already: the account and the sign-in stay. */
  async function adopt(slackUserId: string, login: string, at: Date): Promise<boolean> {
    const [own] = await rows(
      `WHERE l.slack_user_id = $1 AND lower(l.github_login) = lower($2) AND l.github_user_id IS NOT NULL
         AND l.operator_login IS NULL FOR UPDATE OF l`,
      [slackUserId, login],
    );
    if (own === undefined) return false;
    await manager.query('UPDATE links SET operator_login = $2 WHERE slack_user_id = $1', [
      slackUserId,
      login,
    ]);
    await record('link-made', own, { origin: 'operator' }, at);
    return true;
  }

  /** Of a GitHub account, and of a Slack user, there is one link. */
  async function makeRoom(slackUserId: string, user: GitHubUser, at: Date): Promise<void> {
    const others = await rows('WHERE l.github_user_id = $1 AND l.slack_user_id <> $2', [
      user.id,
      slackUserId,
    ]);
    for (const other of others) await remove(other.slackUserId, 'replaced', at);
  }

  return {
    async find(slackUserId) {
      const [row] = await rows('WHERE l.slack_user_id = $1', [slackUserId]);
      return row && toLink(row);
    },
    async ofGitHubUser({ id, login }) {
      const [row] = await rows(ofAccount('$1', '$2'), [id, login]);
      return row && toLink(row);
    },
    async make(slackUserId, user, at) {
      const [other] = await rows('WHERE l.github_user_id = $1 AND l.slack_user_id <> $2', [
        user.id,
        slackUserId,
      ]);
      if (other) throw new DomainError('link-taken');
      const [known] = await rows('WHERE l.slack_user_id = $1 FOR UPDATE OF l', [slackUserId]);
      if (known && (known.githubUserId === user.id || known.operatorLogin !== null)) {
        await setUser(manager, slackUserId, user);
        await manager.update(LinkEntity, { slackUserId }, { linkedAt: at });
        return;
      }
      if (known) await remove(slackUserId, 'replaced', at);
      const made = { slackUserId, githubUserId: user.id, githubLogin: user.login, operatorLogin: null };
      await insert(made, at).catch((error: unknown) => {
        // Somebody else has confirmed the same account at the same time.
        throw isTaken(error) ? new DomainError('link-taken', {}, error) : error;
      });
    },
    wasMadeSince: (githubUserId, instant) =>
      manager.existsBy(LinkEntity, { githubUserId, linkedAt: MoreThan(instant) }),
    remove,
    async keepOperators(logins, at) {
      await manager.query(ONE_AT_A_TIME);
      const present = await rows('WHERE l.operator_login IS NOT NULL', []);
      for (const { slackUserId, operatorLogin } of present) {
        if (logins.get(slackUserId) !== operatorLogin) await remove(slackUserId, 'operator', at);
      }
      for (const [slackUserId, login] of logins) {
        if (present.some((row) => row.slackUserId === slackUserId && row.operatorLogin === login)) continue;
        if (await adopt(slackUserId, login, at)) continue;
        const taken = await rows('WHERE l.slack_user_id = $1 OR lower(l.github_login) = lower($2)', [
          slackUserId,
          login,
        ]);
        for (const own of taken) await remove(own.slackUserId, 'operator', at);
        await insert({ slackUserId, githubUserId: null, githubLogin: login, operatorLogin: login }, at);
      }
    },
    async note(slackUserId, user, at) {
      await makeRoom(slackUserId, user, at);
      await setUser(manager, slackUserId, user);
    },
  };
}

/** Never of another account: whoever has the login now may not be whom it was of. */
async function setUser(
  manager: EntityManager,
  slackUserId: string,
  { id, login }: GitHubUser,
): Promise<void> {
  await manager.query(
    `UPDATE links SET github_user_id = $2, github_login = $3
      WHERE slack_user_id = $1 AND (github_user_id = $2 OR github_user_id IS NULL)`,
    [slackUserId, id, login],
  );
}

const UNIQUE_VIOLATION = '23505';

function isTaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === UNIQUE_VIOLATION;
}

function originOf({ operatorLogin }: Pick<Row, 'operatorLogin'>): 'operator' | 'member' {
  return operatorLogin === null ? 'member' : 'operator';
}

function toLink({ slackUserId, githubUserId, githubLogin, operatorLogin, isSignedIn }: Row): Link {
  return {
    slackUserId,
    github: { id: githubUserId, login: githubLogin },
    byOperator: operatorLogin !== null,
    isSignedIn,
  };
}
