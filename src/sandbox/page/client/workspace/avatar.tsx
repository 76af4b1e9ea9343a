import type { VNode } from 'preact';

const COLOURS = 8;

/** A square with the person's initials, or the bot's own sign. */
export function Avatar({ name, isBot = false }: { name: string; isBot?: boolean }): VNode {
  if (isBot) return <BotSign />;
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  const colour = [...name].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % COLOURS;
  return (
    <span class={`avatar avatar-${colour}`} aria-hidden="true">
      {initials}
    </span>
  );
}

function BotSign(): VNode {
  return (
    <span class="avatar avatar-bot" aria-hidden="true">
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <path d="M18 6 8 9.6v7.2c0 6.4 4 10.9 10 13.2 6-2.3 10-6.8 10-13.2V9.6Z" fill="#fff" />
        <circle cx="15.4" cy="16.4" r="3.4" fill="none" stroke="#1f6feb" stroke-width="2.2" />
        <path
          d="m18 18.6 5.2 5m-1.6-1.5 1.8-1.8"
          fill="none"
          stroke="#1f6feb"
          stroke-width="2.2"
          stroke-linecap="round"
        />
      </svg>
    </span>
  );
}
