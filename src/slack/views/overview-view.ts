import type { KnownBlock } from '@slack/types';
import type { BoundedCount, HomeModel } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { firstSteps, listButtons, ownBlocksIfAny, signInBlocks, silentBlocks } from './home-view.js';
import { bullets, clip, type Inline, plain, richText, section } from './rich-text.js';
import { subcommandLines } from './subcommand-lines.js';
import { waitingLines } from './waiting-lines.js';

/** What `/tokens` alone answers: how things stand for whoever asks, and what they can do. */
export function overviewView(t: Translator, home: HomeModel): MessageContent {
  if (home.kind === 'stranger') return messageOf([[t.text('error.other-workspace')]], []);
  const commands = richText(section(t.text('tokens.commands')), bullets(subcommandLines(t)));
  switch (home.kind) {
    case 'newcomer':
      return messageOf([[t.text('home.what')]], [...firstSteps(t, home), commands]);
    case 'member':
      return messageOf(
        [[ownCount(t, home.own.waitingCount)]],
        [
          ...silentBlocks(t, home.silent),
          ...ownBlocksIfAny(t, home.own, home.webUrl),
          listButtons(t, ['openMine']),
          commands,
        ],
      );
    case 'owner':
      return messageOf(waitingLines(t, home.waiting), [
        ...silentBlocks(t, home.silent),
        ...signInBlocks(t, home),
        listButtons(t, ['openList', 'openHistory', 'openMine']),
        commands,
      ]);
  }
}

function ownCount(t: Translator, { count, capped }: BoundedCount): string {
  return t.text(capped ? 'home.own.count.capped' : 'home.own.count', { count });
}

/** A message whose text says the same as its first lines. */
export function messageOf(
  lines: readonly (readonly Inline[])[],
  more: readonly KnownBlock[],
): MessageContent {
  return {
    text: clip(lines.map(plain).join(' '), 1_000),
    blocks: [richText(...lines.map((line) => section(...line))), ...more],
  };
}
