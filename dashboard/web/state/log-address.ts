import type { EntryKind } from '../../../queue/contracts/index.ts';
import type { EntryFilter } from './oversight-api.ts';

/** The page of the log that shows these entries. */
export function logAddress(
  filter: {
    readonly [Name in keyof EntryFilter]?: EntryFilter[Name] | undefined;
  },
): string {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/log?${new URLSearchParams(Object.fromEntries(given))}`;
}

/** Where figures come from: the question that the page asked, and the entries of the log that they count. */
export interface FigureSources {
  /** Address of the answer that they were made of, for machines. */
  readonly query: string;
  readonly kinds: readonly EntryKind[];
  /** Positions or days of the log; `{}`: the whole of it. */
  readonly range: Pick<EntryFilter, 'first' | 'before' | 'from' | 'to'>;
}

/** Positions of the log, both included, as its page asks for them; nothing where there are none. */
export function positions(
  log: { readonly first: number; readonly last: number } | null,
): FigureSources['range'] {
  return log === null ? {} : { first: log.first, before: log.last + 1 };
}

/** Days of whole months, such as 2026-10, the last included. */
export function daysOf(first: string, last: string): FigureSources['range'] {
  const [year, month] = last.split('-').map(Number);
  const to = new Date(Date.UTC(year ?? 0, month ?? 1, 1)).toISOString().slice(0, 10);
  return { from: `${first}-01`, to };
}
