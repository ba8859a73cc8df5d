import { z } from 'zod';
import { Month } from './figure.ts';
import { ReleaseSpec } from './statistics.ts';

/** Rows and columns of tables: languages, kinds of sources, parts of the world, lanes and outcomes. */
const Category = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}(>[a-z][a-z0-9_-]{0,39})?$/i, 'expected the name of a category');
const Count = z.int().nonnegative();

/** What a release shows. `null` is a count that is held back. */
const Table = z.strictObject({
  rows: z.array(Category).max(2000),
  columns: z.array(Category).max(2000),
  cells: z.array(z.array(Count.nullable())),
  rowTotals: z.array(Count.nullable()).optional(),
  columnTotals: z.array(Count.nullable()).optional(),
  total: Count.optional(),
});

/**
 * Counts for cooperation between authorities: tables that two people released, as they were released, and nothing else. There
 * is no place in it for a post, an address or a person, and of days none but that of a correction.
 */
export const AggregateExchange = z.strictObject({
  vigie: z.literal('aggregate-exchange'),
  version: z.literal(1),
  /** Name of the log in which each release stands. */
  origin: z.string().min(1),
  first: Month,
  last: Month,
  tables: z
    .array(
      z.strictObject({
        release: z.int().positive(),
        /** Of the file that was released; `content` is what it holds. */
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        content: z.strictObject({
          vigie: z.literal('statistics'),
          method: z.int().positive(),
          spec: ReleaseSpec,
          table: Table,
          notes: z.array(z.string()),
        }),
        corrections: z.array(z.strictObject({ at: z.iso.datetime(), note: z.string() })),
      }),
    )
    .min(1),
  terms: z.string(),
});
export type AggregateExchange = z.infer<typeof AggregateExchange>;

/** The shape of an exchange file as JSON Schema (draft 2020-12), for whoever receives one. */
export function aggregateJsonSchema(): unknown {
  return { title: 'Vigie aggregate exchange', ...z.toJSONSchema(AggregateExchange) };
}
