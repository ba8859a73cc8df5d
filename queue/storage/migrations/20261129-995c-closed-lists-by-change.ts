import { type Kysely, sql } from 'kysely';

/**
 * Words of closed lists are held where they are written, by triggers. A constraint that is not valid spares rows of before when it is
 * made, and then refuses every change of them: one such row stopped all erasing, and a backup with it could not be restored. What is
 * there stays as it is, and `vigie doctor` names it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function vigie.refuse_unknown_word() returns trigger language plpgsql as $$
      begin
        raise exception 'expected % of % to be a word of its list, found %', tg_argv[0], tg_table_name, to_jsonb(new) ->> tg_argv[0]
          using errcode = '23514', constraint = tg_name;
      end
    $$
  `.execute(db);
  for (const [table, column, words] of LISTS) {
    const name = `${table}_${column}_known`;
    const target = sql`vigie.${sql.id(table)}`;
    const changed = sql.id(column);
    const list = sql.join(words.map((word) => sql.lit(word)));
    const refuse = sql`execute function vigie.refuse_unknown_word(${sql.lit(column)})`;
    await sql`alter table ${target} drop constraint ${sql.id(name)}`.execute(db);
    // A trigger of its own, since a restore brings rows back as they were.
    await sql`
      create trigger ${sql.id(`${name}_new`)} before insert on ${target}
      for each row when (new.${changed} not in (${list})) ${refuse}
    `.execute(db);
    await sql`
      create trigger ${sql.id(name)} before update of ${changed} on ${target}
      for each row when (new.${changed} is distinct from old.${changed} and new.${changed} not in (${list})) ${refuse}
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
