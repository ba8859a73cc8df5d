import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Stage } from '../../../queue/contracts/decision.ts';
import { Outcome, Role, SignInMethod, SourceState } from '../../../queue/contracts/index.ts';
import { ItemState } from '../../../queue/contracts/item.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';

const LISTS = [
  ['items', 'state', ItemState.options],
  ['items', 'outcome', Outcome.options],
  ['decisions', 'stage', Stage.options],
  ['decisions', 'outcome', Outcome.options],
  ['control_items', 'state', ItemState.options],
  ['control_items', 'outcome', Outcome.options],
  ['control_decisions', 'stage', Stage.options],
  ['control_decisions', 'outcome', Outcome.options],
  ['sources', 'state', SourceState.options],
  ['collection_rounds', 'state', [...SourceState.options, 'interrupted']],
  ['account_roles', 'role', Role.options],
  ['sessions', 'method', SignInMethod.options],
] as const;

describe.each(COLUMNS)('closed lists, %s', (name) => {
  const scene = deskScene(name);

  it.each(LISTS)('%s.%s takes the words of its contract and no other', async (table, column, words) => {
    const { rows } = await sql<{ rule: string }>`
      select pg_get_constraintdef(c.oid) as rule from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
      where c.conrelid = ${`vigie.${table}`}::regclass and c.contype = 'c' and a.attname = ${column}
    `.execute(scene.context.db);
    const held = rows.flatMap(({ rule }) => [...rule.matchAll(/'([^']+)'::text/gu)].map(([, word]) => word));
    expect(held.sort()).toEqual([...words].sort());
  });

  it('hold where somebody writes beside the program', async () => {
    await scene.arrive(1, () => '[review] post');
    await expect(
      sql`update vigie.items set state = 'archived'`.execute(scene.context.db),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
