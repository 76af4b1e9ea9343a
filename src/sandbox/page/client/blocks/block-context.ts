import type { Json, SlackBlock, SlackOption } from '../../../slack/slack-objects.js';
import type { DateStyle } from './dates.js';

/** What a person entered in an element: text, an option's value, several of them, or nothing. */
export type Entered = string | string[] | number | null;

export interface OfferedOptions {
  options: SlackOption[];
  groups?: { label: Json; options: SlackOption[] }[];
  error?: string;
}

/** Where blocks are shown, and what becomes of what people do with them. */
export interface BlockContext {
  readonly surface: 'message' | 'modal' | 'home';
  readonly dates: DateStyle;
  /** The person who looks. */
  readonly me: string;
  nameOf(id: string): string | undefined;
  channelNameOf(id: string): string | undefined;
  /** Those that they can see. */
  readonly channels: readonly { id: string; name: string; isPrivate: boolean }[];
  /** What stands in an element now; undefined when nobody touched it. */
  entered(block: SlackBlock, element: Json): Entered | undefined;
  /** The options that were chosen when the view came, with their texts. */
  chosen(block: SlackBlock, element: Json): Json[];
  /** Enters something, and tells the bot where Slack would. */
  enter(block: SlackBlock, element: Json, value: Entered): void;
  /** Tells the bot what stands in a text field, where its block wants that at Enter. */
  dispatch(block: SlackBlock, element: Json): void;
  /** Presses a button, or picks from an overflow menu. */
  press(block: SlackBlock, element: Json, value?: string): void;
  isBusy(block: SlackBlock, element: Json): boolean;
  load(block: SlackBlock, element: Json, query: string): Promise<OfferedOptions>;
  /** What is wrong with an input. */
  errorOf(block: SlackBlock): string | undefined;
}

/** Several objects of a wire format; [] for anything else. */
export function nodes(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Whether a value of a wire format is an object. */
export function isNode(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a text object, unparsed. */
export function textOf(value: unknown): string {
  return isNode(value) ? String(value.text ?? '') : '';
}
