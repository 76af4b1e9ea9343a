import type { ComponentChildren, VNode } from 'preact';

const DRAWN: Readonly<Record<string, ComponentChildren>> = {
  warning: (
    <>
      <path
        d="M9.1 2.6 1.2 16a1 1 0 0 0 .9 1.5h15.8a1 1 0 0 0 .9-1.5L10.9 2.6a1 1 0 0 0-1.8 0Z"
        fill="#ffcc32"
      />
      <path d="M9 7h2l-.3 5.6H9.3Zm0 6.6h2v2H9Z" fill="#3d2b00" />
    </>
  ),
  white_check_mark: (
    <>
      <rect x="1.5" y="1.5" width="17" height="17" rx="4" fill="#2ca563" />
      <path
        d="m5 10.2 3.6 3.6L15.2 6.6"
        fill="none"
        stroke="#fff"
        stroke-width="2.4"
        stroke-linecap="round"
      />
    </>
  ),
  no_entry: (
    <>
      <circle cx="10" cy="10" r="8.5" fill="#d8263f" />
      <rect x="4.8" y="8.4" width="10.4" height="3.2" rx=".8" fill="#fff" />
    </>
  ),
  x: <path d="m4 4 12 12M16 4 4 16" stroke="#d8263f" stroke-width="3.2" stroke-linecap="round" fill="none" />,
  hourglass: <Hourglass sand="M6.4 15.7h7.2L10 11.2Z" />,
  hourglass_flowing_sand: <Hourglass sand="M7.2 6.2h5.6L10 9.6Zm1 9.5h3.6L10 13.4ZM9.7 9.6h.6v4h-.6Z" />,
  leftwards_arrow_with_hook: (
    <>
      <rect x="1.5" y="1.5" width="17" height="17" rx="4" fill="#3b82c4" />
      <path
        d="M8.4 5.4 5 8.8l3.4 3.4M5.4 8.8h6.2a2.9 2.9 0 0 1 0 5.8H9"
        fill="none"
        stroke="#fff"
        stroke-width="1.8"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  grey_question: (
    <>
      <circle cx="10" cy="10" r="8.5" fill="#9aa1a9" />
      <path
        d="M7.3 7.6c.2-3.4 5.6-3.2 5.5.1 0 2-2.7 2-2.7 4.1M10.1 14.6v.2"
        fill="none"
        stroke="#fff"
        stroke-width="1.9"
        stroke-linecap="round"
      />
    </>
  ),
  lock: (
    <>
      <path d="M6.3 9V6.6a3.7 3.7 0 0 1 7.4 0V9" fill="none" stroke="#8a929b" stroke-width="2" />
      <rect x="4" y="8.6" width="12" height="9" rx="2" fill="#e8a33d" />
    </>
  ),
  bell: (
    <>
      <path d="M3.6 14.4c1.8-1.4 1.6-3.4 1.9-5.6a4.6 4.6 0 0 1 9 0c.3 2.2.1 4.2 1.9 5.6Z" fill="#f0b429" />
      <path d="M8 15.6a2 2 0 0 0 4 0Z" fill="#b7791f" />
    </>
  ),
  tada: (
    <>
      <path d="m2 18 4.4-11.2 6.8 6.8Z" fill="#f0b429" />
      <path
        d="M11 6.5c.4-1.6 0-2.8-.8-4M13.6 9.4c1.6-.6 3-.4 4.4.4M12.6 7.6 16.4 3.8"
        stroke="#d6366c"
        stroke-width="1.5"
        stroke-linecap="round"
        fill="none"
      />
      <path
        d="M14.4 13.2h.1M17 6.8h.1M7.6 3.6h.1"
        stroke="#3b82c4"
        stroke-width="1.9"
        stroke-linecap="round"
      />
    </>
  ),
};

const TYPED: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  alarm_clock: '⏰',
  calendar: '📅',
  clipboard: '📋',
  eyes: '👀',
  fire: '🔥',
  heart: '❤️',
  information_source: 'ℹ️',
  key: '🔑',
  link: '🔗',
  mag: '🔍',
  memo: '📝',
  point_right: '👉',
  robot_face: '🤖',
  rocket: '🚀',
  rotating_light: '🚨',
  shield: '🛡️',
  smile: '😄',
  wave: '👋',
  wastebasket: '🗑️',
};

function Hourglass({ sand }: { sand: string }): VNode {
  return (
    <>
      <path d="M4.4 2h11.2v1.8H4.4Zm0 14.2h11.2V18H4.4Z" fill="#8b5a2b" />
      <path
        d="M5.6 3.8h8.8c0 3.2-1.6 4.8-3.4 6.2 1.8 1.4 3.4 3 3.4 6.2H5.6c0-3.2 1.6-4.8 3.4-6.2-1.8-1.4-3.4-3-3.4-6.2Z"
        fill="#cfe4f7"
      />
      <path d={sand} fill="#e0a030" />
    </>
  );
}

/** An emoji by Slack's name: drawn where the product uses it, so that it looks alike with any font. */
export function Emoji({ name }: { name: string }): VNode {
  const drawn = DRAWN[name];
  const typed = TYPED[name];
  if (!drawn && !typed) return <>{`:${name}:`}</>;
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {drawn ? (
        <svg viewBox="0 0 20 20" aria-hidden="true">
          {drawn}
        </svg>
      ) : (
        typed
      )}
    </span>
  );
}

/** Text in which `:name:` stands for an emoji. */
export function withEmoji(text: string): ComponentChildren {
  const parts = text.split(/:([a-z0-9_+-]+):/);
  if (parts.length === 1) return text;
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return DRAWN[part] || TYPED[part] ? <Emoji name={part} /> : `:${part}:`;
  });
}
