import { createHash } from 'node:crypto';
import { type Preferences, wants } from '../domain/preferences.js';
import type { GitHubUser } from '../domain/token-request.js';
import { digestKey } from './announce-digests.js';
import type { DeliveryPayload, DigestPayload, NewDelivery } from './delivery.js';
import { type FindAddresses, findAddresses } from './find-addresses.js';
import { OWNERS_LIMIT } from './github-ports.js';
import { type LoadDigest, loadDigest } from './load-digest.js';
import type { Logger, Mailer } from './ports.js';

export interface TellOwners extends LoadDigest, FindAddresses {
  readonly log: Logger;
  readonly mailer?: Mailer;
  /** Who gets the digest by e-mail where an owner's address is not known. */
  readonly digestEmails: readonly string[];
}

type Payload<Kind extends DeliveryPayload['kind']> = Extract<DeliveryPayload, { kind: Kind }>;

/**
 * Asks GitHub who owns an organization, and has each of them told; each on their own, so that none waits for another.
 * @returns null when the digest had nothing to say: then the next one tells what changed since the one before
 */
export async function tellOwners(
  context: TellOwners,
  deliveryId: number,
  { kind: _, ...digest }: Payload<'digest-owners'>,
  trace: string,
): Promise<string | null> {
  const { database, github, log } = context;
  const loaded = await loadDigest(context, digest, deliveryId);
  if (loaded === undefined) return null;
  const owners = await github.owners(loaded.organization);
  if (owners.length >= OWNERS_LIMIT) {
    log.warn({ organization: loaded.organization.id, told: owners.length, trace }, 'not all owners are told');
  }
  const told = owners.map(
    (owner): NewDelivery => ({
      tokenRequestId: null,
      payload: { kind: 'digest-owner', owner, ...digest },
      trace,
    }),
  );
  if (told.length > 0) await database.deliveries.addAll(told);
  else await mailInstead(context, digest, trace);
  return TOLD;
}

/** Stands on record where a message has its `ts`. */
const TOLD = 'told';

/** Finds out where an owner wants the digest, and has it sent there: by e-mail, and to whom wants that in person. */
export async function tellOwner(
  context: TellOwners,
  { kind: _, owner, ...digest }: Payload<'digest-owner'>,
  trace: string,
): Promise<void> {
  const { database, links, mailer } = context;
  const organization = await database.organizations.find(digest.organizationId);
  if (organization === undefined) return;
  const linked = (await links.ofGitHubUser(owner))?.slackUserId ?? null;
  const preferences = linked === null ? undefined : await database.preferences.find(linked);
  const { byMessage, byMail } = wanted(preferences, mailer);
  if (!byMessage && !byMail) return;
  const { slackUserId, email } = await findAddresses(context, { organization, requester: owner });
  if (byMessage && linked !== null && slackUserId === linked) await message(context, digest, linked, trace);
  if (!byMail) return;
  if (email === null) return mailInstead(context, digest, trace);
  await mail(context, digest, { address: email, owner, slackUserId: linked ?? slackUserId }, trace);
}

function wanted(preferences: Preferences | undefined, mailer: Mailer | undefined) {
  return {
    byMessage: wants(preferences, 'digest-message'),
    byMail: mailer !== undefined && wants(preferences, 'digest-mail'),
  };
}

async function message({ database }: TellOwners, digest: DigestPayload, slackUserId: string, trace: string) {
  await database.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'digest-message', slackUserId, ...digest },
    dedupeKey: keyOf(digest, `person/${slackUserId}`),
    trace,
  });
}

/** Of an owner who has no known address. */
async function mailInstead(context: TellOwners, digest: DigestPayload, trace: string): Promise<void> {
  const nobody = { owner: null, slackUserId: null };
  for (const address of context.digestEmails) await mail(context, digest, { address, ...nobody }, trace);
}

async function mail(
  { database, mailer }: TellOwners,
  digest: DigestPayload,
  to: { readonly address: string; readonly owner: GitHubUser | null; readonly slackUserId: string | null },
  trace: string,
): Promise<void> {
  if (mailer === undefined || (await database.unwantedMails.has(to.address, 'digest'))) return;
  await database.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'digest-mail', ...to, ...digest },
    dedupeKey: keyOf(digest, `mail/${hashed(to.address)}`),
    trace,
  });
}

function keyOf({ organizationId, date }: DigestPayload, place: string): string {
  return digestKey(organizationId, date, place);
}

/** Keys are kept when a person's data are erased. */
function hashed(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('base64url').slice(0, 22);
}
