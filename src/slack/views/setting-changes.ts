import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import type { Translator } from '../../i18n/translator.js';
import { foreign, type Inline } from './rich-text.js';
import { SETTING_NAMES, settingWords } from './setting-words.js';

const VALUE_LIMIT = 60;
const CHANNEL = /^[CG][A-Z0-9]{2,30}$/;

const working = z.object({
  days: z.array(z.int().min(1).max(7)).max(7),
  from: z.string(),
  until: z.string(),
});
const value = z.union([z.string(), z.number(), z.boolean(), working]);
const changes = z.partialRecord(
  z.enum(Object.keys(SETTING_NAMES) as [keyof typeof SETTING_NAMES, ...(keyof typeof SETTING_NAMES)[]]),
  z.object({ from: value, to: value }),
);

/** What an entry of the ledger says was changed, from what to what; as it stands there where it is not as we write it. */
export function settingChanges(t: Translator, written: Json | undefined): Inline[] {
  const read = changes.safeParse(written).data;
  if (read === undefined) return [foreign(JSON.stringify(written) ?? '', 300)];
  const names = Object.keys(read) as (keyof typeof read)[];
  return names.flatMap((name, index) => {
    const change = read[name];
    if (change === undefined) return [];
    const line = t.parts<Inline>('audit.setting', {
      name: t.text(SETTING_NAMES[name]),
      from: shown(t, name, change.from),
      to: shown(t, name, change.to),
    });
    return index === 0 ? line : ['; ', ...line];
  });
}

function shown(t: Translator, name: keyof typeof SETTING_NAMES, told: z.infer<typeof value>): Inline {
  // Slack refuses the whole view when it mentions a channel that cannot be one.
  if (name === 'channel' && typeof told === 'string' && CHANNEL.test(told)) {
    return { type: 'channel', channel_id: told };
  }
  if (name === 'language' && !/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(String(told))) {
    return foreign(String(told), VALUE_LIMIT);
  }
  return foreign(settingWords(t, name, told), VALUE_LIMIT);
}
