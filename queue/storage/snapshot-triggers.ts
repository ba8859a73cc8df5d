import { type Kysely, sql } from 'kysely';
import { CLOSED_LISTS } from './closed-lists.ts';
import type { Schema } from './schema.ts';

/** What must not happen again when rows come back from a backup. */
const TRIGGERS: readonly (readonly [table: string, trigger: string])[] = [
  // Alerts come back as they were; restored items begin none.
  ['items', 'items_begin_alert'],
  // The counters hold the items already.
  ['items', 'items_figure_insert'],
  // What was handed over may have gone to protection since.
  ['export_items', 'export_items_are_offers'],
  ['notices', 'notices_are_offers'],
  // Bodies of entries lie in tables of their own by now.
  ['log_entries', 'log_entries_take_body'],
  // A row of before with another word comes back as it was; `vigie doctor` names it.
  ...CLOSED_LISTS.map(({ table, column }) => [table, `${table}_${column}_known_new`] as const),
];

/** Takes those triggers out of use for a restore, and back into use, in its transaction. */
export async function switchTriggers(tx: Kysely<Schema>, to: 'disable' | 'enable'): Promise<void> {
  for (const [table, trigger] of TRIGGERS)
    await sql`alter table vigie.${sql.id(table)} ${sql.raw(to)} trigger ${sql.id(trigger)}`.execute(tx);
}
