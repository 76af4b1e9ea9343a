/** The values of one statement. Nothing that somebody typed ever stands in the statement's text. */
export interface SearchValues {
  readonly list: unknown[];
  /** Adds a value and returns what stands for it in the text: `$3::text[]`. */
  add(value: unknown, type: string): string;
}

export function createSearchValues(): SearchValues {
  const list: unknown[] = [];
  return {
    list,
    add(value, type) {
      list.push(value);
      return `$${list.length}::${type}`;
    },
  };
}

/**
 * What a text is compared with to be one of these: a single one as it is, which PostgreSQL takes for as rare as it is also
 * while it does not know it.
 */
export function oneOf(wanted: readonly string[], values: SearchValues): string {
  const [single, ...others] = wanted;
  if (single === undefined || others.length > 0) return `= ANY(${values.add(wanted, 'text[]')})`;
  return `= ${values.add(single, 'text')}`;
}

/** Names as they are compared: GitHub's know no case. */
export function lowerAll(names: readonly string[]): string[] {
  return names.map((name) => storable(name.toLowerCase()));
}

/** PostgreSQL's text holds no NUL, so what contains one cannot be found; it must not be an error either. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}

/** A pattern for LIKE that finds the text wherever it stands. */
export function containing(text: string): string {
  return `%${escapeLike(text)}%`;
}

/** A pattern for LIKE that finds what begins with the text. */
export function beginningWith(text: string): string {
  return `${escapeLike(text)}%`;
}

function escapeLike(text: string): string {
  return storable(text).replace(/[\\%_]/g, '\\$&');
}
