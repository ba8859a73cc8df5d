import { type Kysely, sql } from 'kysely';
import { SignInMethod } from '../contracts/account.ts';
import { Outcome, Stage } from '../contracts/decision.ts';
import { ItemState } from '../contracts/item.ts';
import { Role } from '../contracts/role.ts';
import { SourceState } from '../contracts/source.ts';
import type { Schema } from './schema.ts';

interface ClosedList {
  readonly table: string;
  readonly column: string;
  /** What a row of the table is named by, for people. */
  readonly key: string;
  readonly words: readonly string[];
}

/** Columns that take the words of a list alone; triggers hold each change to it, and leave rows of before as they are. */
export const CLOSED_LISTS: readonly ClosedList[] = [
  { table: 'items', column: 'state', key: 'id', words: ItemState.options },
  { table: 'decisions', column: 'outcome', key: 'id', words: Outcome.options },
  { table: 'control_items', column: 'state', key: 'id', words: ItemState.options },
  { table: 'control_items', column: 'outcome', key: 'id', words: Outcome.options },
  { table: 'control_decisions', column: 'stage', key: 'id', words: Stage.options },
  { table: 'control_decisions', column: 'outcome', key: 'id', words: Outcome.options },
  { table: 'sources', column: 'state', key: 'source_id', words: SourceState.options },
  {
    table: 'collection_rounds',
    column: 'state',
    key: 'round_id',
    words: [...SourceState.options, 'interrupted'],
  },
  { table: 'account_roles', column: 'role', key: 'account_id', words: Role.options },
  { table: 'sessions', column: 'method', key: 'account_id', words: SignInMethod.options },
];

/** Rows whose word is none of its column's list. */
export interface UnknownWord {
  readonly table: string;
  readonly column: string;
  readonly word: string;
  /** The first few keys of such rows. */
  readonly rows: readonly string[];
  readonly count: number;
}

const ROWS_NAMED = 5;

/** What no version of this program wrote, or another one did. */
export async function readUnknownWords(db: Kysely<Schema>): Promise<UnknownWord[]> {
  const found: UnknownWord[] = [];
  for (const { table, column, key, words } of CLOSED_LISTS) {
    const { rows } = await sql<Pick<UnknownWord, 'word' | 'rows' | 'count'>>`
      select ${sql.id(column)} as word, count(*)::int as count,
        (array_agg(${sql.id(key)}::text order by ${sql.id(key)}))[1:${sql.lit(ROWS_NAMED)}] as rows
      from vigie.${sql.id(table)} where ${sql.id(column)} <> all (${[...words]}::text[])
      group by ${sql.id(column)} order by ${sql.id(column)}
    `.execute(db);
    found.push(...rows.map((row) => ({ table, column, ...row })));
  }
  return found;
}
