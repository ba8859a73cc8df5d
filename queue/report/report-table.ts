import { type Html, tag } from '../runtime/html.ts';
import type { ReportMethod } from './facts.ts';
import type { ReportKey } from './words-en.ts';

/** Words of the report's language, with their values. */
export type Say = (key: ReportKey, values?: Readonly<Record<string, string | number>>) => string;

/** A number in the report's language. */
export type Format = (value: number, digits?: number) => string;

/** How a report writes shares: one as a percentage, and an interval of them. */
export interface Percents {
  readonly one: (share: number) => string;
  readonly range: (interval: readonly [low: number, high: number]) => string;
}

/** To one place; below 1 % to two significant digits, which reports of the first three methods did not have. */
export function percents(number: Format, method: ReportMethod): Percents {
  const bare = (share: number) => {
    const value = 100 * share;
    const isSmall = method > 3 && value > 0 && value < 1;
    return number(value, isSmall ? 1 - Math.floor(Math.log10(value)) : 1);
  };
  const one = (share: number) => `${bare(share)}\u00a0%`;
  return { one, range: ([low, high]) => `${bare(low)} – ${one(high)}` };
}

/** A table; the first cell of each row is its header. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const headers = head.map((name) => tag('th', { scope: 'col' }, name));
  const lines = rows.map(([name, ...cells]) =>
    tag('tr', {}, tag('th', { scope: 'row' }, name ?? ''), ...cells.map((cell) => tag('td', {}, cell))),
  );
  return tag(
    'table',
    {},
    tag('caption', {}, caption),
    tag('thead', {}, tag('tr', {}, ...headers)),
    tag('tbody', {}, ...lines),
  );
}
