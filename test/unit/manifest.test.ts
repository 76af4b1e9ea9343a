import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { BOT_SCOPES } from '../../src/sandbox/stand-ins.js';
import { SHORTCUTS } from '../../src/slack/action-ids.js';
import { SUBCOMMANDS } from '../../src/slack/parse-command.js';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

interface Manifest {
  readonly features: {
    readonly shortcuts: readonly {
      readonly name: string;
      readonly type: string;
      readonly callback_id: string;
    }[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url: string;
      readonly usage_hint: string;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string };
    readonly interactivity: { readonly request_url: string; readonly message_menu_options_url: string };
  };
}

const manifest: Manifest = read('manifest.json');

describe('manifest.json', () => {
  it("agrees with Slack's published schema", () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(read('test/fixtures/slack-app-manifest.schema.json'));

    validate(manifest);

    expect(validate.errors).toBeNull();
  });

  it('asks for the scopes that the strict stand-in of Slack knows, and no others', () => {
    const asked = [...manifest.oauth_config.scopes.bot];

    expect(asked.sort()).toEqual([...BOT_SCOPES].sort());
  });

  it('offers the shortcut that PATrol listens to, and hints at every subcommand', () => {
    const { shortcuts, slash_commands } = manifest.features;

    const hint = slash_commands[0]?.usage_hint;

    expect(shortcuts).toMatchObject([{ type: 'global', callback_id: SHORTCUTS.pending }]);
    for (const subcommand of SUBCOMMANDS) expect(hint).toContain(subcommand);
  });

  it('has Slack send everything to the one endpoint that PATrol serves, on the host that people replace', () => {
    const { features, settings } = manifest;

    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
    ];

    expect(new Set(urls)).toEqual(new Set(['https://patrol.example.com/slack/events']));
  });
});
