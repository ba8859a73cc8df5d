import { z } from 'zod';
import { DIMENSIONS, FAMILY_STATES, Family, FigureState, Month } from './figure.ts';
import { NAMED_IN_TEXT } from './named-in-text.ts';

/**
 * What a table of a release can have as rows or columns: the allow-list, both ends of a way as one, and `state`, which is a
 * lane or an outcome.
 */
export const TableDimension = z.enum([...DIMENSIONS, 'corridor', 'state']);
export type TableDimension = z.infer<typeof TableDimension>;

const MOST_MONTHS = 12;

/** Which counts are asked for. Its grain is a month and a way between parts of the world; there is nothing finer. */
const TableFields = {
  family: Family,
  /** Only of this lane or outcome. */
  state: FigureState.optional(),
  rows: TableDimension,
  columns: TableDimension.optional(),
  first: Month,
  last: Month,
};

/** What a table can be asked for. */
export interface AskableTables {
  readonly dimensions: readonly TableDimension[];
  readonly states: Readonly<Record<Family, readonly FigureState[]>>;
}

/** Whether two sets of dimensions tell apart by the same: a corridor is told by its ends. */
export function sharesDimension(
  some: readonly (string | undefined)[],
  others: readonly (string | undefined)[],
): boolean {
  const partsOf = (names: readonly (string | undefined)[]) =>
    names.flatMap((name) => (name === 'corridor' ? ['origin', 'destination'] : (name ?? [])));
  const known = new Set(partsOf(some));
  return partsOf(others).some((name) => known.has(name));
}

/** Lanes and outcomes that a table can count. Of the protection lane the reports show months alone (PRO-09). */
export function releasedStates(family: Family): readonly FigureState[] {
  return FAMILY_STATES[family].filter((state) => state !== 'protect');
}

export function askableTables(): AskableTables {
  const states = {
    posts: releasedStates('posts'),
    items: releasedStates('items'),
    outcomes: releasedStates('outcomes'),
  };
  return { dimensions: TableDimension.options, states };
}

function checkTable(
  spec: {
    family: Family;
    state?: FigureState | undefined;
    rows: string;
    columns?: string | undefined;
    first: string;
    last: string;
  },
  context: z.core.$RefinementCtx,
): void {
  const fault = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (sharesDimension([spec.rows], [spec.columns]))
    fault('columns', 'expected another dimension than that of the rows');
  if (spec.last < spec.first) fault('last', 'expected a month that is not before the first');
  const [y, m] = [
    Number(spec.last.slice(0, 4)) - Number(spec.first.slice(0, 4)),
    Number(spec.last.slice(5)) - Number(spec.first.slice(5)),
  ];
  if (y * 12 + m >= MOST_MONTHS) fault('last', `expected ${MOST_MONTHS} months at most`);
  if (spec.state !== undefined && !releasedStates(spec.family).includes(spec.state))
    fault('state', `expected one of ${releasedStates(spec.family).join(', ')}`);
  const hasState = spec.rows === 'state' || spec.columns === 'state';
  if (hasState && spec.state !== undefined) fault('state', 'expected none beside "state" as a dimension');
}

/** A table that is released once, exactly, with small counts held back. */
export const OneOffTable = z
  .strictObject({ kind: z.literal('one-off'), ...TableFields })
  .superRefine(checkTable);
export type OneOffTable = z.infer<typeof OneOffTable>;

/** Hundredths of epsilon that no policy can go beyond, for each month and for good. */
export const MOST_EPSILON = 400;

/** A table with noise, of which there may be more until the month's budget is spent. */
export const RepeatedTable = z
  .strictObject({
    kind: z.literal('repeated'),
    ...TableFields,
    /** Hundredths of epsilon: 100 makes a count in a cell that is off by more than 5 rarer than one in a hundred. */
    epsilon: z.int().min(5).max(MOST_EPSILON),
  })
  .superRefine(checkTable);
export type RepeatedTable = z.infer<typeof RepeatedTable>;

export const ReleaseSpec = z.union([OneOffTable, RepeatedTable]);
export type ReleaseSpec = z.infer<typeof ReleaseSpec>;

const MIN_PURPOSE = 20;

/** Words that become public with a release, so they name nobody. */
const publicWords = (most: number) =>
  z
    .string()
    .trim()
    .min(MIN_PURPOSE)
    .max(most)
    .refine((text) => text.search(NAMED_IN_TEXT) === -1, {
      error:
        'expected words that name nobody, found a handle, a profile, a number or a mail address: they become public',
    });

/** What somebody asks to have released, and what for. */
export const ReleaseRequest = z.strictObject({
  spec: ReleaseSpec,
  purpose: publicWords(500),
});
export type ReleaseRequest = z.infer<typeof ReleaseRequest>;

/** What turned out wrong of a released table. */
export const ReleaseCorrection = z.strictObject({ note: publicWords(1000) });

/** A release as those see it who ask for and agree to it. */
export interface ReleaseState {
  readonly id: number;
  readonly spec: ReleaseSpec;
  readonly purpose: string;
  readonly state: 'waiting' | 'released' | 'refused';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Of the file, hexadecimal; `null` until it is released. */
  readonly sha256: string | null;
  readonly corrections: readonly { readonly at: string; readonly note: string }[];
}

/** What is left of a month's budget, hundredths of epsilon. */
export interface BudgetState {
  readonly month: Month;
  readonly spent: number;
  readonly budget: number;
}
