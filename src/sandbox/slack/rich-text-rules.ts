import { boolean, byType, integer, list, oneOf, type Rule, report, shape, string, url } from './rule.js';

const style = shape(
  {},
  {
    bold: boolean,
    italic: boolean,
    strike: boolean,
    underline: boolean,
    code: boolean,
    highlight: boolean,
    client_highlight: boolean,
    unlink: boolean,
  },
);
const styled = { style };
const id = string({ max: 255 });

const existingUser: Rule = (value, pointer, inspection) => {
  id(value, pointer, inspection);
  if (typeof value === 'string' && !inspection.userExists(value))
    report(inspection, pointer, 'user not found');
};

// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
const dateToken =
  /^(day_divider_pretty|date_num|date_slash|date(_(long|short))?(_full|_pretty)?|time(_secs)?|ago)$/;

const dateFormat: Rule = (value, pointer, inspection) => {
  string()(value, pointer, inspection);
  const tokens = [...String(value).matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
  if (tokens.length === 0) report(inspection, pointer, 'must contain a date token');
  for (const token of tokens) {
    if (!dateToken.test(token)) report(inspection, pointer, `unknown date token: ${token}`);
  }
};

const elements: Record<string, Rule> = {
  text: shape({ text: string() }, styled),
  link: shape({ url }, { ...styled, text: string(), unsafe: boolean }),
  user: shape({ user_id: existingUser }, styled),
  usergroup: shape({ usergroup_id: id }, styled),
  channel: shape({ channel_id: id }, styled),
  team: shape({ team_id: id }, styled),
  emoji: shape(
    { name: string() },
    { ...styled, unicode: string(), url, skin_tone: integer({ min: 1, max: 6 }) },
  ),
  date: shape({ timestamp: integer({ min: 1 }), format: dateFormat }, { ...styled, url, fallback: string() }),
  broadcast: shape({ range: oneOf('here', 'channel', 'everyone') }, styled),
  color: shape({ value: string({ max: 7 }, /^#[0-9a-fA-F]{6}$/) }, styled),
};

const bordered = { border: oneOf(0, 1) };
const section = shape({ elements: list(byType(elements), { min: 0 }) });

const containers: Record<string, Rule> = {
  rich_text_section: section,
  rich_text_list: shape(
    { elements: list(byType({ rich_text_section: section })), style: oneOf('bullet', 'ordered') },
    { ...bordered, indent: integer({ max: 8 }), offset: integer() },
  ),
  rich_text_quote: shape({ elements: list(byType(elements)) }, bordered),
  rich_text_preformatted: shape(
    { elements: list(byType(elements, ['text', 'link'])) },
    { ...bordered, language: string() },
  ),
};

/** A `rich_text` block with all its element types. */
export const richText: Rule = byType({
  rich_text: shape({ elements: list(byType(containers)) }, { block_id: id }),
});
