import { createPrivateKey, hkdfSync } from 'node:crypto';
import { z } from 'zod';

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
  readonly mail?: { readonly smtpUrl: string; readonly from: string };
  readonly digest: { readonly time: string; readonly timezone: string };
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

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL' })
  .transform(withoutTrailingSlash);
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' });
const smtpUrl = z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// or smtps:// URL' });

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
  DIGEST_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 09:00')
    .default('09:00'),
  DIGEST_TIMEZONE: z.string().refine(isTimeZone, 'is not a time zone such as Europe/Paris').default('UTC'),
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
): Pick<Config, 'dataDir' | 'logLevel' | 'port'> {
  const given = withoutEmpty({ LOG_LEVEL: 'warn', ...environment });
  const parsed = schema.pick({ DATA_DIR: true, LOG_LEVEL: true, PORT: true }).safeParse(given);
  if (!parsed.success) throw new ConfigError(invalid(parsed.error));
  return { dataDir: parsed.data.DATA_DIR, logLevel: parsed.data.LOG_LEVEL, port: parsed.data.PORT };
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
    mail: env.SMTP_URL && env.MAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
    digest: { time: env.DIGEST_TIME, timezone: env.DIGEST_TIMEZONE },
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

function fixedLinks(text: string, context: z.RefinementCtx): Map<string, string> {
  const links = new Map<string, string>();
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (!pair) continue;
    const [slackUser, login, ...rest] = pair.split('=').map((part) => part.trim());
    const valid = /^[UW][A-Z0-9]+$/.test(slackUser ?? '') && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(login ?? '');
    if (!valid || rest.length > 0 || !slackUser || !login) {
      context.addIssue({ code: 'custom', message: 'is not of the form U01=alice,U02=bob' });
      return links;
    }
    const loginTaken = [...links.values()].some((known) => known.toLowerCase() === login.toLowerCase());
    if (links.has(slackUser) || loginTaken) {
      context.addIssue({ code: 'custom', message: 'names a Slack user or a GitHub user twice' });
      return links;
    }
    links.set(slackUser, login);
  }
  return links;
}

function teams(text: string, context: z.RefinementCtx): string[] {
  const names = text.split(',').map((part) => part.trim());
  const given = names.filter((name) => name !== '');
  if (given.some((name) => !/^[\w.-]+\/[\w.-]+$/.test(name))) {
    context.addIssue({ code: 'custom', message: 'is not of the form acme/security,acme/platform' });
  }
  return given;
}

function privateKey(text: string, context: z.RefinementCtx): string {
  const unescaped = text.replaceAll('\\n', '\n');
  const pem = unescaped.includes('-----BEGIN')
    ? unescaped
    : Buffer.from(unescaped, 'base64').toString('utf8');
  try {
    // WebCrypto in the JWT library reads PKCS #8 only; GitHub hands out PKCS #1.
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a private key (PEM, or base64 of it)' });
    return z.NEVER;
  }
}

function encryptionKey() {
  return z.string().transform((text, context) => {
    const key = Buffer.from(text, 'base64');
    if (key.length !== 32) context.addIssue({ code: 'custom', message: 'is not 32 bytes in base64' });
    return key;
  });
}

function keyList(text: string, context: z.RefinementCtx): Buffer[] {
  const keys = text.split(',').flatMap((part) => (part.trim() ? [Buffer.from(part.trim(), 'base64')] : []));
  if (keys.some((key) => key.length !== 32)) {
    context.addIssue({ code: 'custom', message: 'is not a list of 32 bytes in base64 each' });
  }
  return keys;
}

function wholeNumber(min: number, max: number) {
  const message = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= min && n <= max, message);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
