import { z } from 'zod';
import { PERSONAS } from '../people.js';
import { seedBurst } from '../seed.js';
import type { StandIns } from '../stand-ins.js';
import { CallRecord } from './call-record.js';
import { gitHubState } from './github-state.js';
import { LiveUpdates } from './live-updates.js';
import { rootJson } from './page-files.js';
import type { PageParts } from './page-server.js';
import type { PageAreas, PageBasics, ShownMail } from './page-state.js';
import { createTroubleSwitches } from './trouble.js';
import { workspaceState } from './workspace-state.js';

const manifestSchema = z.looseObject({
  features: z.looseObject({
    slash_commands: z.array(
      z.object({
        command: z.string(),
        usage_hint: z.string().default(''),
        description: z.string().default(''),
      }),
    ),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          callback_id: z.string(),
          type: z.string(),
          description: z.string().default(''),
        }),
      )
      .default([]),
  }),
});

/** Everything behind the page: what it shows comes from the stand-ins, what it does goes to them. */
export async function createPage(standIns: StandIns, now: () => Date, botPort: number): Promise<PageParts> {
  const basics = await pageBasics();
  const changed = () => updates.changed();
  const trouble = createTroubleSwitches(standIns, changed);
  const calls = new CallRecord(standIns, changed);
  const area = (name: keyof PageAreas, personId: string): PageAreas[typeof name] => {
    switch (name) {
      case 'basics':
        return basics;
      case 'workspace':
        return workspaceState(standIns, personId);
      case 'github':
        return gitHubState(standIns, loginOf(personId), now());
      case 'mail':
        return shownMails(standIns);
      case 'trouble':
        return trouble.state();
    }
  };
  const updates = new LiveUpdates({ area, callsAfter: (id) => calls.after(id) });
  standIns.slack.on('change', changed);
  standIns.github.on('change', changed);
  standIns.mailbox.onMail(changed);
  let round = 0;
  return {
    standIns,
    trouble,
    calls,
    updates,
    botPort,
    isPersona: (id) => PERSONAS.some((persona) => persona.id === id),
    burst() {
      round += 1;
      seedBurst(standIns, round);
    },
  };
}

async function pageBasics(): Promise<PageBasics> {
  const manifest = manifestSchema.safeParse(await rootJson('manifest.json'));
  const features = manifest.success ? manifest.data.features : undefined;
  const commands = features?.slash_commands ?? [{ command: '/tokens' }];
  return {
    workspace: 'Acme',
    botUserId: 'U0PATROL',
    botName: 'PATrol',
    personas: PERSONAS.map((persona) => ({ ...persona })),
    commands: commands.map((given) => ({ usage_hint: '', description: '', ...given })).map(shownCommand),
    shortcuts: (features?.shortcuts ?? [])
      .filter(({ type }) => type === 'global')
      .map(({ name, callback_id: callbackId, description }) => ({ callbackId, name, description })),
  };
}

function shownCommand(given: { command: string; usage_hint: string; description: string }) {
  return { command: given.command, usageHint: given.usage_hint, description: given.description };
}

function loginOf(personId: string): string {
  return PERSONAS.find(({ id }) => id === personId)?.login ?? '';
}

function shownMails({ mailbox }: StandIns): ShownMail[] {
  return mailbox.mails.map(({ to, from, parsed, receivedAt }, id) => ({
    id,
    to: [...to],
    from: parsed.from?.name ?? from,
    subject: parsed.subject ?? '',
    receivedAt: receivedAt.toISOString(),
    text: parsed.text ?? '',
    hasHtml: parsed.html !== undefined,
  }));
}
