import { broadcastWarnings } from '../../src/sandbox/slack/broadcast-warnings.js';
import { formatProblem } from '../../src/sandbox/slack/rule.js';
import { messageDefects, validateMessage } from '../../src/sandbox/slack/validate-message.js';
import { validateView } from '../../src/sandbox/slack/validate-view.js';
import type { MessageContent } from '../../src/slack/views/card-view.js';

const LINKED = ['U0MONA', 'U0OLIVIA'];
const WEB = 'https://github.example/';

type Json = Record<string, unknown>;

/** Why Slack would refuse a message, and what of a stranger's would take effect in it. */
export function messageFaults(message: MessageContent): string[] {
  const refusal = validateMessage(message, (id) => LINKED.includes(id));
  const blocks: unknown[] = message.blocks;
  return [
    ...(refusal?.messages.length === 0 ? [refusal.error] : (refusal?.messages ?? [])),
    ...messageDefects(message),
    ...broadcastWarnings(message),
    ...activeParts(blocks),
    ...activeText(message.text),
  ];
}

/** The same of a modal or of App Home. */
export function viewFaults(view: { type: 'modal' | 'home'; blocks: unknown }): string[] {
  const problems = validateView(view, view.type, (id) => LINKED.includes(id));
  const size = JSON.stringify(view).length;
  return [
    ...problems.map(formatProblem),
    ...broadcastWarnings(view),
    ...activeParts(view.blocks),
    ...(size > 250_000 ? [`a view of ${size} characters`] : []),
  ];
}

/** Elements that Slack parses, or that mention or lead to anything but what we put there. */
function activeParts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(activeParts);
  if (typeof value !== 'object' || value === null) return hiddenCharacters(value);
  const node = value as Json;
  const inner = Object.values(node).flatMap(activeParts);
  switch (node.type) {
    case 'mrkdwn':
    case 'markdown':
    case 'broadcast':
    case 'usergroup':
    case 'channel':
      return [`${node.type}: ${JSON.stringify(node)}`, ...inner];
    case 'user':
      return LINKED.includes(String(node.user_id)) ? inner : [`mentions ${node.user_id}`, ...inner];
    case 'link':
      return String(node.url).startsWith(WEB) ? inner : [`leads to ${node.url}`, ...inner];
    default:
      return inner;
  }
}

/** The notification's text is mrkdwn: only mentions that we put there may stand in angle brackets. */
function activeText(text: string): string[] {
  const ours = LINKED.reduce((rest, id) => rest.replaceAll(`<@${id}>`, ''), text);
  return [...(/[<>]/.test(ours) ? [`angle brackets in ${ours}`] : []), ...hiddenCharacters(text)];
}

function hiddenCharacters(value: unknown): string[] {
  return typeof value === 'string' && /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value.replaceAll('\n', ''))
    ? [`hidden characters in ${JSON.stringify(value.slice(0, 80))}`]
    : [];
}

/** What strangers may write into a name or a reason. */
export const HOSTILE: [what: string, text: string][] = [
  [
    'mentions, links and markup',
    '<!channel> *x* _y_ ~z~ `c` <@U0MONA> <#C1> <http://evil.example|bank> @here :tada:',
  ],
  ['half a control sequence', '<!subteam^S1|x <https://evil.example'],
  ['escaped control sequences', '&lt;!channel&gt; &amp;lt;!here&amp;gt;'],
  ['bidirectional overrides', 'a\u202eb\u2066c\u2069d\u202ce'],
  ['line breaks', 'a\nb\r\nc\rd\u2028e\u2029f\u0085g'],
  ['NUL and other controls', 'a\0b\u0007c\u001b[31md\u007fe'],
  ['nothing but controls', '\0\u202e\n'],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['10,000 emoji', '🦄'.repeat(10_000)],
  ['ICU syntax', "{token} '{' {count, plural, one {#} other {#}} <b>"],
  ['lone surrogates', 'a\ud800b\udc00c'],
];
