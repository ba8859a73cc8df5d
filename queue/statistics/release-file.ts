import canonicalize from 'canonicalize';
import type { Figure } from '../contracts/figure.ts';
import { Region } from '../contracts/region.ts';
import {
  type ReleaseSpec,
  type RepeatedTable,
  releasedStates,
  type TableDimension,
} from '../contracts/statistics.ts';
import { type CountedPair, OTHER, type ShownTable, sumsOf, tableOf } from './count-table.ts';
import { levelled } from './levelled.ts';
import { discreteLaplace, drawFrom } from './noise.ts';
import { notesOn, sensitivityOf } from './release-notes.ts';
import { suppress, THRESHOLD } from './suppress.ts';

/**
 * Number of this program: a release names the one that it was made with, and is made anew with the same. 1 drew the noise of
 * outcomes as if each changed one count; 1 and 2 set cells of exact tables that are below nothing to nothing, and with them made
 * totals too high.
 */
export const METHOD = 3;

/**
 * Whether a table of an earlier method tells more than it says, so that none of them may go out any more, and nothing exact beside
 * one that did.
 */
export function tellsTooMuch({ kind, family }: ReleaseSpec, method: number): boolean {
  return kind === 'repeated' ? method < 2 : family === 'items' && method < 3;
}

const ALL = 'all';

/** What a release publishes; the bytes of its canonical JSON are the file (RFC 8785). */
export interface ReleaseContent {
  readonly vigie: 'statistics';
  readonly method: number;
  readonly spec: ReleaseSpec;
  readonly table: ShownTable | NoisyTable;
  readonly notes: readonly string[];
}

/** Every cell of a fixed list of categories, with noise; its totals are sums of what is shown. */
export interface NoisyTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly number[])[];
}

/** Figures that a table is made of. */
export function figuresOf(spec: ReleaseSpec, figures: readonly Figure[]): Figure[] {
  return figures.filter(
    ({ month, family, state }) =>
      family === spec.family &&
      releasedStates(family).includes(state) &&
      month >= spec.first &&
      month <= spec.last &&
      (spec.state === undefined || state === spec.state),
  );
}

/**
 * Makes the file of a release. The same figures, the same seed: the same bytes.
 * @param options.withheld lanes or outcomes whose totals the reports hold back
 * @param options.languages what a noisy table has rows for; never what happened to be found
 * @returns `null` for a one-off table of which nothing can be shown
 */
export function releaseFile(
  spec: ReleaseSpec,
  figures: readonly Figure[],
  options: ReleaseOptions,
): Buffer | null {
  const table = spec.kind === 'one-off' ? exact(spec, figures, options) : noisy(spec, figures, options);
  if (table === null) return null;
  const content = {
    vigie: 'statistics',
    method: options.method,
    spec,
    table,
    notes: notesOn(spec, options.method),
  } satisfies ReleaseContent;
  return Buffer.from(`${canonicalize(content)}\n`);
}

export interface ReleaseOptions {
  /** `METHOD` of the program that the release was asked of. */
  readonly method: number;
  readonly withheld: readonly string[];
  readonly languages: readonly string[];
  readonly platforms: readonly string[];
  readonly seed: Uint8Array | null;
}

const JOIN = '>';

/** Category of a counter in a dimension; of a corridor both ends, such as `western-asia>southern-europe`. */
export function categoryOf(figure: Figure, dimension: TableDimension | undefined): string {
  if (dimension === undefined) return ALL;
  return dimension === 'corridor' ? `${figure.origin}${JOIN}${figure.destination}` : figure[dimension];
}

function pairsOf(spec: ReleaseSpec, figures: readonly Figure[]): CountedPair[] {
  return figuresOf(spec, figures).map((figure) => ({
    row: categoryOf(figure, spec.rows),
    column: categoryOf(figure, spec.columns),
    count: figure.count,
  }));
}

function exact(
  spec: ReleaseSpec,
  figures: readonly Figure[],
  { withheld, method }: ReleaseOptions,
): ShownTable | null {
  const isAcross = spec.columns === 'state';
  const pairs = withEmpty(pairsOf(spec, figures), spec, withheld);
  const hidden = { rows: spec.rows === 'state' ? withheld : [], columns: isAcross ? withheld : [] };
  if (method < 3) return suppress(tableOf(pairs, THRESHOLD, wholeSide(spec)), hidden)?.shown ?? null;
  const sums = sumsOf(pairs, THRESHOLD, wholeSide(spec));
  // What is small in all is no table, and only of such a one can a row or column be below nothing.
  if (sums.counts.flat().reduce((sum, count) => sum + count, 0) < THRESHOLD) return null;
  const { table, moved } = levelled(sums);
  return suppress(table, hidden, moved)?.shown ?? null;
}

/** A table by lane or outcome keeps each of them: which ones a report holds back is known by name. */
function wholeSide(spec: ReleaseSpec): 'rows' | 'columns' | undefined {
  if (spec.columns === 'state') return 'columns';
  return spec.rows === 'state' ? 'rows' : undefined;
}

/**
 * Whether a one-off table has a cell below nothing, or is of a month that has a lane or outcome below nothing: more was taken back in
 * it than counted. Such a cell would be shown as nothing, its totals would be too high by as much, and the report of the month, which
 * has other cells, would be too high by something else: between the two stands a small count.
 */
export function isBelowNothing(
  spec: ReleaseSpec,
  figures: readonly Figure[],
  withheld: readonly string[],
): boolean {
  const { counts } = sumsOf(withEmpty(pairsOf(spec, figures), spec, withheld), THRESHOLD, wholeSide(spec));
  const states = new Map<string, number>();
  for (const { month, state, count } of figuresOf(spec, figures))
    states.set(`${month} ${state}`, (states.get(`${month} ${state}`) ?? 0) + count);
  return [...counts.flat(), ...states.values()].some((count) => count < 0);
}

/** A lane or outcome that a report holds back has its place in a table by them also where it is nothing: to leave it out would tell. */
function withEmpty(pairs: CountedPair[], spec: ReleaseSpec, withheld: readonly string[]): CountedPair[] {
  const [first] = pairs;
  if (first === undefined || (spec.rows !== 'state' && spec.columns !== 'state')) return pairs;
  const names = releasedStates(spec.family).filter((state) => withheld.includes(state));
  const empty = names.map((name) =>
    spec.rows === 'state' ? { ...first, row: name } : { ...first, column: name },
  );
  return [...pairs, ...empty.map((pair) => ({ ...pair, count: 0 }))];
}

function noisy(spec: RepeatedTable, figures: readonly Figure[], options: ReleaseOptions): NoisyTable {
  if (options.seed === null) throw new TypeError('expected a seed for a table with noise, found none');
  const rows = domainOf(spec.rows, spec, options);
  const columns = domainOf(spec.columns, spec, options);
  const counts = new Map<string, number>();
  for (const { row, column, count } of pairsOf(spec, figures)) {
    const key = `${placed(rows, row)} ${placed(columns, column)}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const draw = drawFrom(options.seed);
  const sensitivity = sensitivityOf(spec.family, options.method);
  const cell = (row: string, column: string) =>
    // What comes after the noise costs no privacy: nobody learns from a negative count.
    Math.max(0, (counts.get(`${row} ${column}`) ?? 0) + discreteLaplace(draw, spec.epsilon, sensitivity));
  return { rows, columns, cells: rows.map((row) => columns.map((column) => cell(row, column))) };
}

function placed(domain: readonly string[], name: string): string {
  return domain.includes(name) ? name : OTHER;
}

/** Every category that there can be, found or not: which ones are shown must say nothing. */
function domainOf(
  dimension: TableDimension | undefined,
  { family, state }: ReleaseSpec,
  { languages, platforms }: ReleaseOptions,
): readonly string[] {
  switch (dimension) {
    case undefined:
      return [ALL];
    case 'corridor':
      return Region.options.flatMap((from) => Region.options.map((to) => `${from}${JOIN}${to}`));
    case 'state':
      return state === undefined ? releasedStates(family) : [state];
    case 'language':
      return [...languages.toSorted(), OTHER];
    case 'platform':
      return [...platforms.toSorted(), OTHER];
    case 'origin':
    case 'destination':
      return Region.options;
    default:
      return dimension satisfies never;
  }
}
