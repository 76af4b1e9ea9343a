import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Json } from '../../../slack/slack-objects.js';
import { nodes, textOf } from './block-context.js';
import { type ElementProps, fieldNames, optionsOf } from './elements.js';
import { usePopover } from './popover.js';

interface Offer {
  groups: { label: string; options: Json[] }[];
  said?: string;
}

const TYPING_PAUSE_MS = 150;

/** A menu with several choices, or whose options the bot brings while one types. */
export function Picker(props: ElementProps): VNode {
  const { block, element, context } = props;
  const isMany = String(element.type).startsWith('multi_');
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const holder = usePopover(isOpen, () => setOpen(false));
  const offer = useOffer(props, isOpen, query);
  const chosen = [context.entered(block, element) ?? []].flat().map(String);
  const labels = useLabels(props, offer);
  const toggle = (value: string) => {
    if (!isMany) {
      setOpen(false);
      return context.enter(block, element, value);
    }
    const isOn = chosen.includes(value);
    context.enter(block, element, isOn ? chosen.filter((other) => other !== value) : [...chosen, value]);
  };
  return (
    <div class="popover-holder picker" ref={holder}>
      <button
        type="button"
        class="picker-button"
        {...fieldNames(props)}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {chosen.length === 0 ? textOf(element.placeholder) || 'Choose' : null}
        {chosen.map((value) => (
          <span class="chip">{labels.get(value) ?? value}</span>
        ))}
      </button>
      {isOpen ? (
        <div class="popover">
          <input
            type="search"
            class="popover-search"
            placeholder="Search"
            aria-label="Search"
            value={query}
            ref={(input) => {
              if (input && query === '' && document.activeElement?.tagName === 'BUTTON') input.focus();
            }}
            onInput={(event) => setQuery((event.currentTarget as HTMLInputElement).value)}
          />
          <OfferedList offer={offer} chosen={chosen} toggle={toggle} isMany={isMany} />
        </div>
      ) : null}
    </div>
  );
}

function OfferedList(props: {
  offer: Offer;
  chosen: string[];
  toggle: (value: string) => void;
  isMany: boolean;
}): VNode {
  const { offer, chosen, toggle, isMany } = props;
  return (
    <div class="offered">
      {offer.said ? <p class="hint">{offer.said}</p> : null}
      {offer.groups.map(({ label, options }) => (
        <>
          {label ? <p class="offered-group">{label}</p> : null}
          {options.map((option) => (
            <label class="popover-item">
              <input
                type={isMany ? 'checkbox' : 'radio'}
                checked={chosen.includes(String(option.value))}
                onChange={() => toggle(String(option.value))}
              />
              {textOf(option.text)}
            </label>
          ))}
        </>
      ))}
    </div>
  );
}

/** What the menu offers for a query: its own options, or those that the bot brings. */
function useOffer({ block, element, context }: ElementProps, isOpen: boolean, query: string): Offer {
  const [loaded, setLoaded] = useState<Offer>({ groups: [], said: 'Loading…' });
  const isExternal = String(element.type).endsWith('external_select');
  const least = Number(element.min_query_length ?? 3);
  useEffect(() => {
    if (!isOpen || !isExternal || query.length < least) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const { options, groups, error } = await context.load(block, element, query);
      if (!isCurrent) return;
      const given = groups?.map((group) => ({ label: textOf(group.label), options: nodes(group.options) }));
      const said = error ?? (options.length === 0 ? 'Nothing found' : undefined);
      setLoaded({ groups: given ?? [{ label: '', options: nodes(options) }], said });
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [isOpen, query]);
  if (isExternal && query.length < least) return { groups: [], said: `Type at least ${least} characters` };
  return isExternal ? loaded : own(element, query);
}

function own(element: Json, query: string): Offer {
  const fits = (option: Json) => textOf(option.text).toLowerCase().includes(query.toLowerCase());
  const groups = nodes(element.option_groups).map((group) => ({
    label: textOf(group.label),
    options: nodes(group.options).filter(fits),
  }));
  return { groups: [...groups, { label: '', options: nodes(element.options).filter(fits) }] };
}

/** The texts of options by their values, also of those that were offered before. */
function useLabels({ element }: ElementProps, offer: Offer): Map<string, string> {
  const [labels] = useState(() => new Map<string, string>());
  const initial = [element.initial_option, element.initial_options].flat();
  const offered = offer.groups.flatMap(({ options }) => options);
  for (const option of [...nodes(initial), ...optionsOf(element), ...offered])
    labels.set(String(option.value), textOf(option.text));
  return labels;
}
