import { useEffect, useState } from 'preact/hooks';
import type { Json } from '../../../slack/slack-objects.js';
import { nodes, textOf } from './block-context.js';
import { type ElementProps, optionsOf } from './elements.js';

/** What a menu offers now. */
export interface Offer {
  groups: { label: string; options: Json[] }[];
  /** Why it offers nothing, or that it is loading. */
  said?: string;
}

const TYPING_PAUSE_MS = 150;
const LOADING: Offer = { groups: [], said: 'Loading…' };

/** What the menu offers for a query: its own options, or those that the bot brings. */
export function useOffer({ block, element, context }: ElementProps, isOpen: boolean, query: string): Offer {
  const [loaded, setLoaded] = useState<Offer>(LOADING);
  const isExternal = String(element.type).endsWith('external_select');
  const least = Number(element.min_query_length ?? 3);
  useEffect(() => {
    if (!isOpen || !isExternal || query.length < least) return;
    let isCurrent = true;
    setLoaded(LOADING);
    const load = async () => {
      const { options, groups, error } = await context.load(block, element, query);
      if (!isCurrent) return;
      const given = groups?.map((group) => ({ label: textOf(group.label), options: nodes(group.options) }));
      const said = error ?? (options.length === 0 ? 'No results' : undefined);
      setLoaded({ groups: given ?? [{ label: '', options: nodes(options) }], said });
    };
    // What opens the menu waits for nothing; what is typed comes in quick succession.
    const timer = setTimeout(() => void load(), query === '' ? 0 : TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isOpen, query]);
  if (isExternal && query.length < least)
    return { groups: [], said: `Type at least ${least} character${least === 1 ? '' : 's'}` };
  return isExternal ? loaded : own(element, query);
}

function own(element: Json, query: string): Offer {
  const fits = (option: Json) => textOf(option.text).toLowerCase().includes(query.toLowerCase());
  const grouped = nodes(element.option_groups).map((group) => ({
    label: textOf(group.label),
    options: nodes(group.options).filter(fits),
  }));
  const groups = [...grouped, { label: '', options: nodes(element.options).filter(fits) }];
  const isEmpty = groups.every(({ options }) => options.length === 0);
  return {
    groups: groups.filter(({ options }) => options.length > 0),
    said: isEmpty ? 'No results' : undefined,
  };
}

/** The texts of options by their values, also of those that were offered or chosen before. */
export function useLabels({ block, element, context }: ElementProps, offer: Offer): Map<string, string> {
  const [labels] = useState(() => new Map<string, string>());
  const initial = nodes([element.initial_option, element.initial_options].flat());
  const offered = offer.groups.flatMap(({ options }) => options);
  const known = [...initial, ...context.chosen(block, element), ...optionsOf(element), ...offered];
  for (const option of known) labels.set(String(option.value), textOf(option.text));
  return labels;
}
