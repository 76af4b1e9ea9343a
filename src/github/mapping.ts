import { z } from 'zod';
import type { ReadWebhook } from '../application/webhook-ports.js';
import type { Report } from '../domain/report.js';
import {
  DELETED_USER,
  type Organization,
  type Permission,
  type RequestedRepository,
  sortPermissions,
  sortRepositories,
} from '../domain/token-request.js';

/** What strangers wrote, bounded; PostgreSQL's text holds neither NUL nor halves of characters. */
const text = (limit: number) =>
  z.string().transform((value) => value.slice(0, limit).replace(/\0|\p{Cs}/gu, ''));
/** GitHub's own limits are 39 for logins, 100 for names of repositories and 40 for names of tokens. */
const login = text(100);
const name = text(300);
const reason = text(4_000);
const level = z.enum(['read', 'write', 'admin']);
const permissionNames = z.record(z.string(), z.string()).nullish();
const permissions = z.object({
  organization: permissionNames,
  repository: permissionNames,
  other: permissionNames,
});

const repository = z.object({ id: z.int(), full_name: name, private: z.boolean() });
const user = z.object({ id: z.int(), login, type: z.string().optional() });
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** What REST and webhooks have in common. */
const common = z.object({
  id: z.int(),
  /** Null where the account was deleted. */
  owner: user.nullable().transform((owner) => owner ?? DELETED_USER),
  repository_selection: z.enum(['none', 'all', 'subset']),
  created_at: instant,
  token_id: z.int(),
  token_name: name,
  token_expired: z.boolean(),
  token_expires_at: instant.nullish(),
  token_last_used_at: instant.nullish(),
});

/** A row of GET `/orgs/{org}/personal-access-token-requests`. */
export const listedRequest = common.extend({ reason: reason.nullable(), permissions });

/** A row of GET `…/{pat_request_id}/repositories`. */
export const listedRepositories = z.array(repository);

/** A row of GET `/orgs/{org}/personal-access-tokens`. */
export const grant = z.object({ token_id: z.int(), access_granted_at: instant, permissions });

/** Webhook `personal_access_token_request`. */
export const requestWebhook = z.object({
  action: z.enum(['created', 'approved', 'denied', 'cancelled']),
  personal_access_token_request: common.extend({
    /** Not in GitHub's schema; taken if it comes. */
    reason: reason.nullish(),
    permissions_result: permissions,
    repository_count: z.int().nullish(),
    repositories: z.array(repository).nullish(),
  }),
  organization: z.object({ id: z.int(), login }),
  sender: user.optional(),
  installation: z.object({ id: z.int() }).nullish(),
});

/** Webhook `github_app_authorization`: somebody has withdrawn what they allowed the App. */
export const revocationWebhook = z.object({
  action: z.literal('revoked'),
  sender: z.object({ id: z.int(), login }),
});

/** What a webhook that was stored says; what these schemas have once let through, they let through again. */
export const readWebhook: ReadWebhook = ({ event, payload }) => {
  const stored: unknown = JSON.parse(payload);
  if (event !== 'github_app_authorization') {
    return { about: 'request', report: reportFromWebhook(requestWebhook.parse(stored)) };
  }
  return { about: 'revocation', user: revocationWebhook.parse(stored).sender };
};

/** A pending request as the list shows it; lists name no repositories. */
export function reportFromList(organization: Organization, row: z.infer<typeof listedRequest>): Report {
  return {
    word: 'listed',
    organization,
    patRequestId: row.id,
    tokenExpired: row.token_expired,
    content: {
      ...commonContent(row),
      reason: row.reason,
      repositoryCount: null,
      repositories: undefined,
      permissions: toPermissions(row.permissions),
    },
  };
}

/** What a webhook says. */
export function reportFromWebhook(payload: z.infer<typeof requestWebhook>): Report {
  const { action, organization, sender, installation, personal_access_token_request: row } = payload;
  const repositories = row.repositories == null ? undefined : toRepositories(row.repositories);
  // A list that is shorter than its count is no list: the next sync fetches it whole.
  const complete = repositories !== undefined && repositories.length >= (row.repository_count ?? 0);
  return {
    word: action,
    organization: {
      id: organization.id,
      login: organization.login,
      installationId: installation?.id ?? null,
    },
    patRequestId: row.id,
    tokenExpired: row.token_expired,
    sender: sender && { id: sender.id, login: sender.login, isBot: sender.type === 'Bot' },
    content: {
      ...commonContent(row),
      reason: row.reason,
      repositoryCount: row.repository_count ?? null,
      repositories: complete ? repositories : undefined,
      permissions: toPermissions(row.permissions_result),
    },
  };
}

/** The names of the wire → ours; levels that we do not know are left out. */
export function toPermissions(groups: z.infer<typeof permissions>): Permission[] {
  const found: Permission[] = [];
  for (const group of ['organization', 'repository', 'other'] as const) {
    for (const [name, value] of Object.entries(groups[group] ?? {})) {
      const known = level.safeParse(value);
      if (known.success) found.push({ group, name: name.replaceAll('\0', ''), level: known.data });
    }
  }
  return sortPermissions(found);
}

export function toRepositories(rows: z.infer<typeof listedRepositories>): RequestedRepository[] {
  // A list that changes while its pages are read may name one twice.
  const distinct = [...new Map(rows.map((row) => [row.id, row])).values()];
  return sortRepositories(
    distinct.map((row) => ({ id: row.id, fullName: row.full_name, private: row.private })),
  );
}

function commonContent(row: z.infer<typeof common>) {
  return {
    requester: { id: row.owner.id, login: row.owner.login },
    tokenId: row.token_id,
    tokenName: row.token_name,
    repositorySelection: row.repository_selection,
    requestedAt: row.created_at,
    tokenExpiresAt: row.token_expires_at ?? null,
    tokenLastUsedAt: row.token_last_used_at ?? null,
  };
}
