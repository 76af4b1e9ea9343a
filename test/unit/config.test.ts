import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig, loadDatabaseConfig, namesNoService } from '../../src/config.js';
import { readMailLink, signMailLink } from '../../src/domain/mail-link.js';
import { USUAL } from '../support/usual-settings.js';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PKCS1 = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const PKCS8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const KEY = Buffer.alloc(32, 5);
const OTHER_KEY = Buffer.alloc(32, 6).toString('base64');

const NEEDED = {
  SLACK_BOT_TOKEN: 'xoxb-of-the-bot',
  SLACK_SIGNING_SECRET: 'signing-secret',
  SLACK_CHANNEL: 'C0123ABC',
  GITHUB_APP_ID: '4711',
  GITHUB_PRIVATE_KEY: PKCS8,
  GITHUB_WEBHOOK_SECRET: 'webhook-secret',
  GITHUB_CLIENT_ID: 'Iv23',
  GITHUB_CLIENT_SECRET: 'client-secret',
  ENCRYPTION_KEY: KEY.toString('base64'),
};

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a complete configuration', () => {
  it('needs nine variables and has a default for everything else', () => {
    const environment = { ...NEEDED };

    const config = loadConfig(environment);

    expect(config).toEqual({
      slack: {
        botToken: 'xoxb-of-the-bot',
        signingSecret: 'signing-secret',
        appToken: undefined,
        apiUrl: 'https://slack.com/api/',
        channel: 'C0123ABC',
        fixedLinks: new Map(),
      },
      github: {
        appId: 4711,
        privateKey: PKCS8,
        webhookSecret: 'webhook-secret',
        clientId: 'Iv23',
        clientSecret: 'client-secret',
        apiUrl: 'https://api.github.com',
        webUrl: 'https://github.com',
      },
      decideAs: 'owner',
      burstLimit: 10,
      approverTeams: [],
      databaseUrl: undefined,
      dataDir: '.patrol',
      mail: undefined,
      organizations: { ...USUAL, channel: NEEDED.SLACK_CHANNEL },
      mailLinkKeys: [expect.any(Buffer), expect.any(Buffer)],
      digestEmails: [],
      port: 3000,
      publicUrl: undefined,
      encryptionKey: KEY,
      previousEncryptionKey: undefined,
      ledgerKeys: { current: expect.any(Buffer), previous: [] },
      syncIntervalSeconds: 300,
      logLevel: 'info',
    });
  });

  it('takes every variable of the contract', () => {
    const key = Buffer.alloc(32, 7);
    const environment = {
      ...NEEDED,
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      SLACK_GITHUB_USERS: 'U01=alice, W02=bob-2_acme',
      GITHUB_CLIENT_ID: 'Iv1.0',
      GITHUB_CLIENT_SECRET: 'client-secret',
      GITHUB_API_URL: 'https://ghe.example/api/v3/',
      GITHUB_WEB_URL: 'https://ghe.example/',
      BURST_LIMIT: '3',
      APPROVER_TEAMS: 'acme/security, acme/platform',
      DATABASE_URL: 'postgres://patrol:pw@db.example/patrol',
      DATA_DIR: '/var/lib/patrol',
      SMTP_URL: 'smtps://user:pw@mail.example',
      MAIL_FROM: 'PATrol <patrol@acme.example>',
      MAIL_REPLY_TO: 'platform@acme.example',
      DIGEST_TIME: '07:30',
      DIGEST_TIMEZONE: 'Europe/Paris',
      DIGEST_EMAILS: 'alice@acme.example, bob@acme.example',
      DIGEST_ALL_CLEAR: 'true',
      LANGUAGE: 'fr',
      WORKING_DAYS: 'sun,mon-thu',
      WORKING_HOURS: '08:00-16:30',
      REMIND_AFTER_HOURS: '2',
      REMIND_OWNERS_AFTER_HOURS: '0',
      PORT: '8080',
      PUBLIC_URL: 'https://patrol.example/',
      ENCRYPTION_KEY: key.toString('base64'),
      ENCRYPTION_KEY_PREVIOUS: key.toString('base64'),
      LEDGER_KEY: Buffer.alloc(32, 1).toString('base64'),
      LEDGER_KEY_PREVIOUS: [2, 3].map((byte) => Buffer.alloc(32, byte).toString('base64')).join(', '),
      SYNC_INTERVAL_SECONDS: '60',
      LOG_LEVEL: 'debug',
    };

    const config = loadConfig(environment);

    expect(config).toMatchObject({
      slack: {
        apiUrl: 'http://127.0.0.1:4000/api/',
        fixedLinks: new Map([
          ['U01', 'alice'],
          ['W02', 'bob-2_acme'],
        ]),
      },
      github: {
        clientId: 'Iv1.0',
        clientSecret: 'client-secret',
        apiUrl: 'https://ghe.example/api/v3',
        webUrl: 'https://ghe.example',
      },
      burstLimit: 3,
      approverTeams: ['acme/security', 'acme/platform'],
      databaseUrl: 'postgres://patrol:pw@db.example/patrol',
      dataDir: '/var/lib/patrol',
      mail: {
        smtpUrl: 'smtps://user:pw@mail.example',
        from: 'PATrol <patrol@acme.example>',
        replyTo: 'platform@acme.example',
      },
      mailLinkKeys: [expect.any(Buffer), expect.any(Buffer), expect.any(Buffer)],
      organizations: {
        channel: NEEDED.SLACK_CHANNEL,
        language: 'fr',
        timeZone: 'Europe/Paris',
        digestTime: '07:30',
        digestInChannel: true,
        allClear: true,
        working: { days: [1, 2, 3, 4, 7], from: '08:00', until: '16:30' },
        remindAfterHours: 2,
        remindOwnersAfterHours: 0,
      },
      digestEmails: ['alice@acme.example', 'bob@acme.example'],
      port: 8080,
      publicUrl: 'https://patrol.example',
      encryptionKey: key,
      previousEncryptionKey: key,
      ledgerKeys: { current: Buffer.alloc(32, 1) },
      syncIntervalSeconds: 60,
      logLevel: 'debug',
    });
  });

  it('seals the ledger with a key of its own, and knows those that came before', () => {
    const keys = [1, 2, 3].map((byte) => Buffer.alloc(32, byte));
    const [own, ...before] = keys.map((key) => key.toString('base64'));

    const { ledgerKeys } = loadConfig({ ...NEEDED, LEDGER_KEY: own, LEDGER_KEY_PREVIOUS: before.join(',') });

    const derived = loadConfig(NEEDED).ledgerKeys.current;
    expect(ledgerKeys).toEqual({ current: keys[0], previous: [derived, keys[1], keys[2]] });
    expect(derived).not.toEqual(KEY);
  });

  it('signs links in mails with a key derived from ENCRYPTION_KEY, else from the webhooks’ secret', () => {
    const { ENCRYPTION_KEY: _, ...withoutKey } = NEEDED;
    const asApp = { ...withoutKey, DECIDE_AS: 'app' };

    const [own, previous] = loadConfig({ ...NEEDED, ENCRYPTION_KEY_PREVIOUS: OTHER_KEY }).mailLinkKeys;
    const keys = [
      loadConfig({ ...NEEDED, ENCRYPTION_KEY: OTHER_KEY }),
      loadConfig(NEEDED),
      loadConfig(asApp),
      loadConfig({ ...asApp, GITHUB_WEBHOOK_SECRET: 'another' }),
    ].map(({ mailLinkKeys }) => mailLinkKeys[0].toString('hex'));

    expect(own.length).toBe(64);
    expect([previous?.toString('hex'), own.toString('hex')]).toEqual(keys.slice(0, 2));
    expect(new Set(keys).size).toBe(4);
    expect(keys.join()).not.toContain(KEY.toString('hex'));
  });

  it('takes links in mails that it has signed before there was an ENCRYPTION_KEY, and signs none so any more', () => {
    const { ENCRYPTION_KEY: _, ...withoutKey } = NEEDED;
    const link = { act: 'stop', kind: 'digest', address: 'mona@acme.example' } as const;
    const [before] = loadConfig({ ...withoutKey, DECIDE_AS: 'app' }).mailLinkKeys;
    const sent = signMailLink(before, link);

    const { mailLinkKeys } = loadConfig(NEEDED);

    expect(readMailLink(mailLinkKeys, 'stop', sent)).toEqual(link);
    expect(mailLinkKeys[0]).not.toEqual(before);
  });

  it.each([
    ['fr', 'fr'],
    ['ja_JP.UTF-8', 'ja'],
    ['fr-CA', 'fr'],
    ['fr_FR@euro', 'fr'],
    ['en_US:en', 'en'],
    ['de_DE:de:fr_FR:fr', 'fr'],
    ['de_DE:de', 'en'],
    ['de_DE', 'en'],
    ['de.UTF-8', 'en'],
    ['zh_Hant_TW:zh', 'en'],
    ['C', 'en'],
    ['C.UTF-8', 'en'],
    ['POSIX', 'en'],
    [':', 'en'],
  ])('takes LANGUAGE=%s, as gettext and many machines set it, for %s', (value, language) => {
    const environment = { ...NEEDED, LANGUAGE: value };

    const config = loadConfig(environment);

    expect(config.organizations.language).toBe(language);
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig(NEEDED);

    const change = () => {
      (config as { port: number }).port = 1;
    };

    expect(change).toThrow(TypeError);
  });

  it('needs no signing secret in Socket Mode', () => {
    const { SLACK_SIGNING_SECRET: _, ...others } = NEEDED;

    const config = loadConfig({ ...others, SLACK_APP_TOKEN: 'xapp-1' });

    expect(config.slack).toMatchObject({ appToken: 'xapp-1', signingSecret: undefined });
  });

  it.each([
    ['PKCS #8, as OpenSSL makes it', PKCS8],
    ['PKCS #1, as GitHub hands it out', PKCS1],
    ['on one line with \\n', PKCS1.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PKCS1).toString('base64')],
    [
      'in base64 with line breaks',
      Buffer.from(PKCS1)
        .toString('base64')
        .replace(/(.{64})/g, '$1\n'),
    ],
  ])('takes a private key that is %s', (_, key) => {
    const environment = { ...NEEDED, GITHUB_PRIVATE_KEY: key };

    const config = loadConfig(environment);

    expect(config.github.privateKey).toBe(PKCS8);
  });

  it('sends no e-mail when there is a sender and no server', () => {
    const environment = { ...NEEDED, MAIL_FROM: 'patrol@acme.example' };

    const config = loadConfig(environment);

    expect(config.mail).toBeUndefined();
  });
});

describe('an incomplete configuration', () => {
  it('is told of every missing variable at once', () => {
    const environment = { SMTP_URL: 'smtp://mail.example' };

    const problems = problemsOf(environment);

    expect(problems).toEqual([
      'SLACK_BOT_TOKEN is missing',
      'SLACK_CHANNEL is missing',
      'GITHUB_APP_ID is missing',
      'GITHUB_PRIVATE_KEY is missing',
      'GITHUB_WEBHOOK_SECRET is missing',
      'SLACK_SIGNING_SECRET is missing (or set SLACK_APP_TOKEN for Socket Mode)',
      'MAIL_FROM is missing: SMTP_URL needs a sender',
      expect.stringMatching(/^GITHUB_CLIENT_ID is missing/),
      expect.stringMatching(/^GITHUB_CLIENT_SECRET is missing/),
      expect.stringMatching(/^ENCRYPTION_KEY is missing/),
    ]);
  });

  it('takes a variable with nothing, or only spaces, in it as not set', () => {
    const environment = { ...NEEDED, SLACK_BOT_TOKEN: '', GITHUB_APP_ID: '  ', PORT: '', LOG_LEVEL: ' ' };

    const problems = problemsOf(environment);

    expect(problems).toEqual(['SLACK_BOT_TOKEN is missing', 'GITHUB_APP_ID is missing']);
  });

  it('says everything in its text, one line each, and where to set it', () => {
    const load = () => loadConfig({ SLACK_BOT_TOKEN: 'x', GITHUB_APP_ID: 'y' });

    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/\n {2}- GITHUB_APP_ID is not a number\n {2}- GITHUB_PRIVATE_KEY is missing\n/);
    expect(load).toThrow(/\.env\.example/);
  });

  it('needs the OAuth client and a key to decide with the owners’ own tokens, which is the default', () => {
    const { GITHUB_CLIENT_ID: _, GITHUB_CLIENT_SECRET: __, ENCRYPTION_KEY: ___, ...others } = NEEDED;

    const problems = problemsOf(others);

    const why = 'DECIDE_AS=owner, which is the default, needs it (DECIDE_AS=app does not)';
    expect(problems).toEqual([
      `GITHUB_CLIENT_ID is missing: ${why}`,
      `GITHUB_CLIENT_SECRET is missing: ${why}`,
      `ENCRYPTION_KEY is missing: ${why}`,
    ]);
  });

  it('needs neither to decide with the App’s token', () => {
    const { GITHUB_CLIENT_ID: _, GITHUB_CLIENT_SECRET: __, ENCRYPTION_KEY: ___, ...others } = NEEDED;

    const config = loadConfig({ ...others, DECIDE_AS: 'app' });

    expect(config.decideAs).toBe('app');
    expect(config.ledgerKeys).toEqual({ current: undefined, previous: [] });
  });
});

/** A value that is wrong for its variable, and in which `leaked` would give it away. */
const WRONG: [key: string, says: string, value: string][] = [
  ['SLACK_APP_TOKEN', 'does not look like an app-level token (xapp-…)', 'xoxb-leaked'],
  ['SLACK_API_URL', 'is not an http(s) URL', 'leaked'],
  ['SLACK_API_URL', 'is not an http(s) URL', 'ftp://leaked.example'],
  ['SLACK_CHANNEL', 'is not the id of a channel (C…); its name does not do', '#leaked'],
  ['DIGEST_EMAILS', 'is not of the form alice@example.com,bob@example.com', 'leaked'],
  ['WORKING_DAYS', 'is not of the form mon-fri or sun,mon-thu', 'leaked'],
  ['WORKING_DAYS', 'is not of the form mon-fri or sun,mon-thu', 'fri-mon'],
  ['WORKING_HOURS', 'is not of the form 09:00-17:00', '17:00-09:00'],
  ['SLACK_GITHUB_USERS', 'is not of the form U01=alice,U02=bob', 'U01'],
  ['SLACK_GITHUB_USERS', 'is not of the form U01=alice,U02=bob', 'U01=leaked=bob'],
  ['SLACK_GITHUB_USERS', 'is not of the form U01=alice,U02=bob', 'leaked=U01'],
  ['SLACK_GITHUB_USERS', 'names a Slack user or a GitHub user twice', 'U01=leaked,U01=bob'],
  ['SLACK_GITHUB_USERS', 'names a Slack user or a GitHub user twice', 'U01=leaked,U02=LEAKED'],
  ['GITHUB_APP_ID', 'is not a number', 'leaked'],
  ['GITHUB_PRIVATE_KEY', 'is not a private key (PEM, or base64 of it)', 'leaked'],
  ['GITHUB_PRIVATE_KEY', 'is not a private key (PEM, or base64 of it)', PKCS8.slice(0, 300)],
  ['GITHUB_API_URL', 'is not an http(s) URL', 'leaked'],
  ['GITHUB_WEB_URL', 'is not an http(s) URL', 'javascript:leaked'],
  ['DECIDE_AS', 'is neither app nor owner', 'leaked'],
  ['LEDGER_KEY', 'is not 32 bytes in base64', 'leaked'],
  ['LEDGER_KEY_PREVIOUS', 'is not a list of 32 bytes in base64 each', 'leaked'],
  ['BURST_LIMIT', 'is not a whole number from 1 to 1000', '0'],
  ['APPROVER_TEAMS', 'is not of the form acme/security,acme/platform', 'leaked'],
  ['DATABASE_URL', 'is not a postgres:// URL', 'mysql://root:leaked@db.example'],
  ['SMTP_URL', 'is not an smtp:// or smtps:// URL', 'http://user:leaked@mail.example'],
  ['DIGEST_TIME', 'is not a time of day such as 09:00', '24:00'],
  ['DIGEST_TIMEZONE', 'is not a time zone such as Europe/Paris', 'Mars/Leaked'],
  ['LANGUAGE', 'is none of en, fr, ja', 'xx'],
  ['LANGUAGE', 'is none of en, fr, ja', 'Leaked'],
  ['LANGUAGE', 'is none of en, fr, ja', 'leaked:xx'],
  ['PORT', 'is not a whole number from 0 to 65535', '65536'],
  ['PORT', 'is not a whole number from 0 to 65535', '1e3'],
  ['PUBLIC_URL', 'is not an http(s) URL', 'leaked'],
  ['ENCRYPTION_KEY', 'is not 32 bytes in base64', Buffer.from('leaked').toString('base64')],
  ['ENCRYPTION_KEY_PREVIOUS', 'is not 32 bytes in base64', 'leaked'],
  ['SYNC_INTERVAL_SECONDS', 'is not a whole number from 1 to 86400', '-1'],
  ['LOG_LEVEL', 'is not a level such as info', 'leaked'],
];

describe('an unusable value', () => {
  it.each(WRONG)('is answered with: %s %s', (key, says, value) => {
    const environment = { ...NEEDED, MAIL_FROM: 'patrol@acme.example', [key]: value };

    const problems = problemsOf(environment);

    expect(problems).toEqual([`${key} ${says}`]);
  });

  it('is never printed, and neither is any other value', () => {
    const values = Object.fromEntries(WRONG.map(([key, , value]) => [key, value]));
    const environment = { ...NEEDED, ...values, DECIDE_AS: 'owner', SLACK_BOT_TOKEN: undefined };

    const text = [...problemsOf(environment), new ConfigError(problemsOf(environment)).message].join('\n');

    for (const value of [...Object.values(values), ...Object.values(NEEDED), PKCS8.slice(40, 80)]) {
      if (!/^[\d:-]*$/.test(value)) expect(text).not.toContain(value);
    }
    expect(text.toLowerCase()).not.toContain('leaked');
    expect(text).toContain('SLACK_BOT_TOKEN is missing');
  });
});

describe('the configuration of the commands that only touch the database', () => {
  it('needs nothing of Slack and GitHub', () => {
    const environment = { DATABASE_URL: 'postgresql://127.0.0.1/patrol' };

    const config = loadDatabaseConfig(environment);

    expect(config).toEqual({
      databaseUrl: 'postgresql://127.0.0.1/patrol',
      dataDir: '.patrol',
      logLevel: 'info',
    });
  });

  it('names a wrong address without printing it', () => {
    const load = () => loadDatabaseConfig({ DATABASE_URL: 'mysql://root:leaked@db.example' });

    expect(load).toThrow(/DATABASE_URL is not a postgres:\/\/ URL/);
    expect(load).not.toThrow(/leaked/);
  });
});

describe('an environment that names no service', () => {
  it.each([
    ['nothing at all', {}],
    ['a database, a port and mail', { DATABASE_URL: 'postgres://x/y', PORT: '1', SMTP_URL: 'smtp://x' }],
    ['our names with nothing in them', { SLACK_BOT_TOKEN: '', GITHUB_APP_ID: ' ' }],
    [
      'what GitHub Actions and Codespaces set by themselves',
      {
        GITHUB_ACTIONS: 'true',
        GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
        GITHUB_TOKEN: 'ghs_x',
        GITHUB_REPOSITORY: 'acme/patrol',
        GITHUB_SERVER_URL: 'https://github.com',
      },
    ],
    ['the API’s address, which GitHub Actions sets too', { GITHUB_API_URL: 'https://api.github.com' }],
  ])('has %s', (_, environment) => {
    const sandbox = namesNoService(environment);

    expect(sandbox).toBe(true);
  });

  it.each(['SLACK_BOT_TOKEN', 'SLACK_CHANNEL', 'SLACK_GITHUB_USERS', 'GITHUB_APP_ID', 'GITHUB_PRIVATE_KEY'])(
    'has no %s',
    (key) => {
      const environment = { [key]: 'x' };

      const sandbox = namesNoService(environment);

      expect(sandbox).toBe(false);
    },
  );
});
