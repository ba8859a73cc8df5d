import { type Kysely, sql } from 'kysely';

/**
 * Words of closed lists are held by the records, too: a hand in the tables, or a program of another version, writes no state that
 * nobody can leave. What is there is not read for it, so these hold from now on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, column, words] of LISTS) {
    const list = sql.join(words.map((word) => sql.lit(word)));
    await sql`
      alter table vigie.${sql.id(table)} add constraint ${sql.id(`${table}_${column}_known`)}
      check (${sql.id(column)} in (${list})) not valid
    `.execute(db);
  }
}

const ITEM_STATES = [
  ...['waiting', 'claimed', 'judged', 'revealed', 'second', 'agreed', 'disputed', 'adjudicated'],
  ...['outcome', 'contested', 'recalled', 'erased'],
];
const OUTCOMES = ['offer', 'not_offer', 'protect', 'unresolved'];
const STAGES = ['first', 'revision', 'after_reveal', 'second', 'adjudication', 'override'];
const SOURCE_STATES = [
  ...['new', 'ok', 'unreachable', 'blocked', 'refused', 'changed', 'sparse', 'expired', 'off', 'no-browser'],
  'no-assessment',
];
const ROLES = [
  ...['reviewer', 'adjudicator', 'protection', 'analyst', 'exporter', 'custodian', 'operator'],
  ...['administrator', 'oversight'],
];

const LISTS: readonly (readonly [table: string, column: string, words: readonly string[]])[] = [
  ['items', 'state', ITEM_STATES],
  ['decisions', 'outcome', OUTCOMES],
  ['control_items', 'state', ITEM_STATES],
  ['control_items', 'outcome', OUTCOMES],
  ['control_decisions', 'stage', STAGES],
  ['control_decisions', 'outcome', OUTCOMES],
  ['sources', 'state', SOURCE_STATES],
  ['collection_rounds', 'state', [...SOURCE_STATES, 'interrupted']],
  ['account_roles', 'role', ROLES],
  ['sessions', 'method', ['password', 'passkey', 'provider', 'demo']],
];
