import { spread } from './stats.mjs';

/** Several rounds of one row: the median of each figure, with the least and the most. */
export function merged(rounds) {
  const [first] = rounds;
  const figures = Object.fromEntries(
    Object.keys(first.figures).map((name) => [name, spread(rounds.map((round) => round.figures[name]))]),
  );
  const reached = rounds.filter((round) => round.reached).length * 2 > rounds.length;
  return { ...first, figures, goal: rounds[Math.floor(rounds.length / 2)].goal, reached };
}

export function printed({ machine, seconds, rounds, rows }) {
  const lines = [
    `Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.cores} cores (${machine.cpu}); ${rounds} rounds of ${seconds} s`,
    '',
    '| row | figure | median | least | most | to reach | |',
    '| --- | --- | ---: | ---: | ---: | --- | --- |',
  ];
  for (const { row, unit, figures, goal, reached } of rows) {
    const names = Object.keys(figures);
    for (const [index, name] of names.entries()) {
      const { median, least, most } = figures[name];
      const [head, aim, verdict] = index === 0 ? [row, goal, reached ? 'reached' : 'missed'] : ['', '', ''];
      const said = unit ? `${name} (${unit})` : name;
      lines.push(
        `| ${head} | ${said} | ${rounded(median)} | ${rounded(least)} | ${rounded(most)} | ${aim} | ${verdict} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function rounded(value) {
  if (!Number.isFinite(value)) return '–';
  if (Number.isInteger(value) || Math.abs(value) >= 1_000)
    return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });
}
