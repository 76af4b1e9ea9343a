import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import {
  addresses,
  databaseUrl,
  encryptionKey,
  fixedLinks,
  httpUrl,
  keyList,
  language,
  privateKey,
  smtpUrl,
  TIME_OF_DAY,
  teams,
  USUAL_LANGUAGE,
  wholeNumber,
  workingDays,
  workingHours,
} from './config-values.js';
import type { OrganizationSettings } from './domain/organization-settings.js';
import { isTimeZone } from './domain/time-zones.js';

/** Everything that the operator decides, read once at start and never changed. */
export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly signingSecret?: string;
    /** Set: Socket Mode instead of HTTP. */
    readonly appToken?: string;
    readonly apiUrl: string;
    readonly channel: string;
    /** Slack user id → GitHub login. */
    readonly fixedLinks: ReadonlyMap<string, string>;
  };
  readonly github: {
    readonly appId: number;
    /** PEM. */
    readonly privateKey: string;
    readonly webhookSecret: string;
    readonly clientId?: string;
    readonly clientSecret?: string;
    readonly apiUrl: string;
    readonly webUrl: string;
  };
  readonly decideAs: 'app' | 'owner';
  readonly burstLimit: number;
  readonly approverTeams: readonly string[];
  /** Absent: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  readonly mail?: { readonly smtpUrl: string; readonly from: string; readonly replyTo?: string };
  /** What holds for an organization whose owners have chosen nothing. */
  readonly organizations: OrganizationSettings;
  /** Who gets the digest by e-mail where an owner's address is not known. */
  readonly digestEmails: readonly string[];
  /** With which links in mails are signed: the first signs, the others are still good. 64 bytes. */
  readonly mailLinkKeys: readonly [Buffer, ...Buffer[]];
  readonly port: number;
  /** Absent: people reach us on this machine only. */
  readonly publicUrl?: string;
  /** With which stored credentials are encrypted; 32 bytes. */
  readonly encryptionKey?: Buffer;
  readonly previousEncryptionKey?: Buffer;
  /** With which the ledger is sealed. */
  readonly ledgerKeys: LedgerKeys;
  readonly syncIntervalSeconds: number;
  readonly logLevel: LogLevel;
}

/** Keys of the ledger, 32 bytes each; without a current one nothing is sealed. */
export interface LedgerKeys {
  readonly current?: Buffer;
  /** Of entries that were sealed before. */
  readonly previous: readonly Buffer[];
}

/** pino's levels. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/** Says in one text everything that is wrong with the environment; never a value of it. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration is not complete:\n${problems.map((p) => `  - ${p}`).join('\n')}\n` +
        'Set these in the environment or in .env; .env.example explains each of them.',
    );
    this.name = 'ConfigError';
  }
}

const schema = z.object({
  SLACK_BOT_TOKEN: z.string({ error: 'is missing' }),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'does not look like an app-level token (xapp-…)')
    .optional(),
  SLACK_API_URL: httpUrl.optional(),
  SLACK_CHANNEL: z
    .string({ error: 'is missing' })
    .regex(/^[CG][A-Z0-9]{2,}$/, 'is not the id of a channel (C…); its name does not do'),
  SLACK_GITHUB_USERS: z.string().default('').transform(fixedLinks),
  GITHUB_APP_ID: z.string({ error: 'is missing' }).regex(/^\d+$/, 'is not a number').transform(Number),
  GITHUB_PRIVATE_KEY: z.string({ error: 'is missing' }).transform(privateKey),
  GITHUB_WEBHOOK_SECRET: z.string({ error: 'is missing' }),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_API_URL: httpUrl.default('https://api.github.com'),
  GITHUB_WEB_URL: httpUrl.default('https://github.com'),
  DECIDE_AS: z.enum(['app', 'owner'], 'is neither app nor owner').default('owner'),
  BURST_LIMIT: wholeNumber(1, 1_000).default(10),
  APPROVER_TEAMS: z.string().default('').transform(teams),
  DATABASE_URL: databaseUrl.optional(),
  DATA_DIR: z.string().default('.patrol'),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string().optional(),
  MAIL_REPLY_TO: z.string().optional(),
  DIGEST_TIME: z.string().regex(TIME_OF_DAY, 'is not a time of day such as 09:00').default('09:00'),
  DIGEST_TIMEZONE: z.string().refine(isTimeZone, 'is not a time zone such as Europe/Paris').default('UTC'),
  DIGEST_EMAILS: z.string().default('').transform(addresses),
  DIGEST_ALL_CLEAR: z.enum(['true', 'false'], 'is neither true nor false').default('false'),
  LANGUAGE: z.string().default(USUAL_LANGUAGE).transform(language),
  WORKING_DAYS: z.string().default('mon-fri').transform(workingDays),
  WORKING_HOURS: z.string().default('09:00-17:00').transform(workingHours),
  REMIND_AFTER_HOURS: wholeNumber(0, 1_000).default(4),
  REMIND_OWNERS_AFTER_HOURS: wholeNumber(0, 1_000).default(24),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  ENCRYPTION_KEY: encryptionKey().optional(),
  ENCRYPTION_KEY_PREVIOUS: encryptionKey().optional(),
  LEDGER_KEY: encryptionKey().optional(),
  LEDGER_KEY_PREVIOUS: z.string().default('').transform(keyList),
  SYNC_INTERVAL_SECONDS: wholeNumber(1, 86_400).default(300),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is not a level such as info')
    .default('info'),
});

/**
 * Turns the environment into a frozen Config.
 * @throws ConfigError naming every missing or unusable variable at once, without printing any value
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const given = withoutEmpty(environment);
  const parsed = schema.safeParse(given);
  const problems = [...invalid(parsed.error), ...incomplete(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(toConfig(parsed.data));
}

/** What the sandbox takes from the environment; never a database. */
export function loadSandboxConfig(
  environment: NodeJS.ProcessEnv,
): Pick<Config, 'dataDir' | 'logLevel' | 'port' | 'burstLimit'> {
  const given = withoutEmpty({ LOG_LEVEL: 'warn', ...environment });
  const parsed = schema
    .pick({ BURST_LIMIT: true, DATA_DIR: true, LOG_LEVEL: true, PORT: true })
    .safeParse(given);
  if (!parsed.success) throw new ConfigError(invalid(parsed.error));
  const { BURST_LIMIT, DATA_DIR, LOG_LEVEL, PORT } = parsed.data;
  return { burstLimit: BURST_LIMIT, dataDir: DATA_DIR, logLevel: LOG_LEVEL, port: PORT };
}

/** What the commands that only touch the database need. */
export function loadDatabaseConfig(
  environment: NodeJS.ProcessEnv,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'logLevel'> {
  const parsed = schema
    .pick({ DATABASE_URL: true, DATA_DIR: true, LOG_LEVEL: true })
    .safeParse(withoutEmpty(environment));
  if (!parsed.success) throw new ConfigError(invalid(parsed.error));
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    dataDir: parsed.data.DATA_DIR,
    logLevel: parsed.data.LOG_LEVEL,
  };
}

/** What the commands that read the ledger need. */
export function loadLedgerConfig(
  environment: NodeJS.ProcessEnv,
): Pick<Config, 'databaseUrl' | 'dataDir' | 'logLevel' | 'ledgerKeys'> {
  const parsed = schema
    .pick({
      ENCRYPTION_KEY: true,
      ENCRYPTION_KEY_PREVIOUS: true,
      LEDGER_KEY: true,
      LEDGER_KEY_PREVIOUS: true,
    })
    .safeParse(withoutEmpty(environment));
  if (!parsed.success) throw new ConfigError(invalid(parsed.error));
  return { ...loadDatabaseConfig(environment), ledgerKeys: toLedgerKeys(parsed.data) };
}

/** True when nothing of Slack's or GitHub's is set: then `npm start` means the sandbox. */
export function namesNoService(environment: NodeJS.ProcessEnv): boolean {
  const set = withoutEmpty(environment);
  return !SERVICE_KEYS.some((key) => set[key] !== undefined);
}

/** GitHub Actions sets GITHUB_API_URL by itself, and alone it starts nothing. */
const SERVICE_KEYS = Object.keys(schema.shape).filter(
  (key) => /^(SLACK|GITHUB)_/.test(key) && key !== 'GITHUB_API_URL',
);

/** Every name of the contract, for the check that `.env.example` documents all. */
export const CONFIG_KEYS: readonly string[] = Object.keys(schema.shape);

function toConfig(env: z.infer<typeof schema>): Config {
  return {
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      signingSecret: env.SLACK_SIGNING_SECRET,
      appToken: env.SLACK_APP_TOKEN,
      apiUrl: `${env.SLACK_API_URL ?? 'https://slack.com/api'}/`,
      channel: env.SLACK_CHANNEL,
      fixedLinks: env.SLACK_GITHUB_USERS,
    },
    github: {
      appId: env.GITHUB_APP_ID,
      privateKey: env.GITHUB_PRIVATE_KEY,
      webhookSecret: env.GITHUB_WEBHOOK_SECRET,
      clientId: env.GITHUB_CLIENT_ID,
      clientSecret: env.GITHUB_CLIENT_SECRET,
      apiUrl: env.GITHUB_API_URL,
      webUrl: env.GITHUB_WEB_URL,
    },
    decideAs: env.DECIDE_AS,
    burstLimit: env.BURST_LIMIT,
    approverTeams: env.APPROVER_TEAMS,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    mail:
      env.SMTP_URL && env.MAIL_FROM
        ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, replyTo: env.MAIL_REPLY_TO }
        : undefined,
    mailLinkKeys: toMailLinkKeys(env),
    organizations: {
      channel: env.SLACK_CHANNEL,
      language: env.LANGUAGE,
      timeZone: env.DIGEST_TIMEZONE,
      digestTime: env.DIGEST_TIME,
      digestInChannel: true,
      allClear: env.DIGEST_ALL_CLEAR === 'true',
      working: { days: env.WORKING_DAYS, ...env.WORKING_HOURS },
      remindAfterHours: env.REMIND_AFTER_HOURS,
      remindOwnersAfterHours: env.REMIND_OWNERS_AFTER_HOURS,
    },
    digestEmails: env.DIGEST_EMAILS,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    encryptionKey: env.ENCRYPTION_KEY,
    previousEncryptionKey: env.ENCRYPTION_KEY_PREVIOUS,
    ledgerKeys: toLedgerKeys(env),
    syncIntervalSeconds: env.SYNC_INTERVAL_SECONDS,
    logLevel: env.LOG_LEVEL,
  };
}

type LedgerEnvironment = Pick<
  z.infer<typeof schema>,
  'ENCRYPTION_KEY' | 'ENCRYPTION_KEY_PREVIOUS' | 'LEDGER_KEY' | 'LEDGER_KEY_PREVIOUS'
>;

/** Who sets no key of the ledger's own gets one that is derived from the other. */
function toLedgerKeys(env: LedgerEnvironment): LedgerKeys {
  const derived = [env.ENCRYPTION_KEY, env.ENCRYPTION_KEY_PREVIOUS].flatMap((key) =>
    key ? [Buffer.from(hkdfSync('sha256', key, '', 'patrol ledger', 32))] : [],
  );
  const [current, ...previous] = [...(env.LEDGER_KEY ? [env.LEDGER_KEY] : []), ...derived];
  return { current, previous: [...previous, ...env.LEDGER_KEY_PREVIOUS] };
}

/**
 * Derived, so that nothing more has to be set. Who decides as the App needs no ENCRYPTION_KEY; the webhooks' secret is
 * there in any case, is as secret, and tells nothing of itself through what is derived from it. It signs nothing once
 * there is an ENCRYPTION_KEY, and what it has signed by then stays good.
 */
function toMailLinkKeys(
  env: Pick<z.infer<typeof schema>, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEY_PREVIOUS' | 'GITHUB_WEBHOOK_SECRET'>,
): readonly [Buffer, ...Buffer[]] {
  const derived = (secret: Buffer | string) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'patrol unsubscribe', 64));
  const previous = env.ENCRYPTION_KEY_PREVIOUS ? [derived(env.ENCRYPTION_KEY_PREVIOUS)] : [];
  const fallback = derived(env.GITHUB_WEBHOOK_SECRET);
  return env.ENCRYPTION_KEY ? [derived(env.ENCRYPTION_KEY), ...previous, fallback] : [fallback, ...previous];
}

/** `FOO=` in a .env file means "not set", as people expect of a template that they fill in. */
function withoutEmpty(environment: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(environment).map(([key, value]) => [key, value?.trim()] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => !!entry[1]));
}

function invalid(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
}

/** What is needed only together with something else; apart from the schema, so that one message names all. */
function incomplete(given: Record<string, string>): string[] {
  const owner = (given.DECIDE_AS ?? 'owner') === 'owner';
  const absent = (key: string, why: string) => (given[key] ? [] : [`${key} is missing${why}`]);
  return [
    ...(given.SLACK_APP_TOKEN
      ? []
      : absent('SLACK_SIGNING_SECRET', ' (or set SLACK_APP_TOKEN for Socket Mode)')),
    ...(given.SMTP_URL ? absent('MAIL_FROM', ': SMTP_URL needs a sender') : []),
    ...(owner ? absent('GITHUB_CLIENT_ID', NEEDED_TO_LINK) : []),
    ...(owner ? absent('GITHUB_CLIENT_SECRET', NEEDED_TO_LINK) : []),
    ...(owner ? absent('ENCRYPTION_KEY', NEEDED_TO_LINK) : []),
  ];
}

const NEEDED_TO_LINK = ': DECIDE_AS=owner, which is the default, needs it (DECIDE_AS=app does not)';
