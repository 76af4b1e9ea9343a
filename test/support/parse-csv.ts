/** The cells of a CSV (RFC 4180), as a spreadsheet reads it. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null)
      throw new Error(`no CSV at ${cell.lastIndex}: ${text.slice(cell.lastIndex - 80, cell.lastIndex + 20)}`);
    const [, quoted, bare, end] = match;
    line.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
