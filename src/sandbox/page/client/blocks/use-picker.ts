import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { ElementProps } from './elements.js';
import { usePopover } from './popover.js';
import { type Offer, useLabels, useOffer } from './use-offer.js';

export interface Picking {
  holder: RefObject<HTMLDivElement | null>;
  isMany: boolean;
  isOpen: boolean;
  open: () => void;
  close: () => void;
  query: string;
  search: (typed: string) => void;
  offer: Offer;
  /** Of all that is offered, over all groups. */
  values: readonly string[];
  /** Which of them the keyboard is at. */
  active: number;
  move: (by: number) => void;
  chosen: readonly string[];
  labelOf: (value: string) => string;
  choose: (value: string | undefined) => void;
  remove: (value: string | undefined) => void;
}

/** What a menu with search offers, what is chosen in it, and where the keyboard is. */
export function usePicker(props: ElementProps): Picking {
  const { element } = props;
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const close = () => {
    setOpen(false);
    setQuery('');
  };
  const search = (typed: string) => {
    setQuery(typed);
    setActive(0);
    setOpen(true);
  };
  const holder = usePopover(isOpen, close);
  const offer = useOffer(props, isOpen, query);
  const labels = useLabels(props, offer);
  const values = offer.groups.flatMap(({ options }) => options).map(({ value }) => String(value));
  return {
    ...{ holder, isOpen, close, query, search, offer, values, active },
    ...choosing(props, () => (isMultiple(element) ? setQuery('') : close())),
    isMany: isMultiple(element),
    open: () => setOpen(true),
    move: (by) => values.length > 0 && setActive((active + by + values.length) % values.length),
    labelOf: (value) => labels.get(value) ?? value,
  };
}

function isMultiple({ type }: ElementProps['element']): boolean {
  return String(type).startsWith('multi_');
}

function choosing({ block, element, context }: ElementProps, done: () => void) {
  const chosen = [context.entered(block, element) ?? []].flat().map(String);
  const isFull = chosen.length >= Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const remove = (value: string | undefined) => {
    if (value === undefined || !isMultiple(element)) return;
    const kept = chosen.filter((other) => other !== value);
    context.enter(block, element, kept);
  };
  const choose = (value: string | undefined) => {
    if (value === undefined) return;
    done();
    if (!isMultiple(element)) context.enter(block, element, value);
    else if (chosen.includes(value)) remove(value);
    else if (!isFull) context.enter(block, element, [...chosen, value]);
  };
  return { chosen, choose, remove };
}
