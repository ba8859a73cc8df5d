import { type Html, tag } from '../runtime/html.ts';
import type { ReportKey } from './words-en.ts';

/** Words of the report's language, with their values. */
export type Say = (key: ReportKey, values?: Readonly<Record<string, string | number>>) => string;

/** A number in the report's language. */
export type Format = (value: number, digits?: number) => string;

/** A share as a percentage, to one place. */
export function percent(share: number, number: Format): string {
  return `${number(100 * share, 1)}\u00a0%`;
}

/** An interval of shares. */
export function percentRange([low, high]: readonly [low: number, high: number], number: Format): string {
  return `${number(100 * low, 1)} – ${percent(high, number)}`;
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
