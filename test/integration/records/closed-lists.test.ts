import { Readable } from 'node:stream';
import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Stage } from '../../../queue/contracts/decision.ts';
import { Outcome, Role, SignInMethod, SourceState } from '../../../queue/contracts/index.ts';
import { ItemState } from '../../../queue/contracts/item.ts';
import {
  KeyCollector,
  readKeys,
  readSnapshot,
  readUnknownWords,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { up as closedLists } from '../../../queue/storage/migrations/20261129-991-closed-lists.ts';
import { up as byChange } from '../../../queue/storage/migrations/20261129-995c-closed-lists-by-change.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { NEWS, reviewFirst } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const DAY_MS = 86_400_000;
const ANA = actorOf('ana', ['reviewer']);
const CHECKED = [
  ['items', 'outcome', Outcome.options],
  ['decisions', 'stage', Stage.options],
] as const;
const BY_CHANGE = [
  ['items', 'state', ItemState.options],
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
const IN_TURN = [...BY_CHANGE].map(([table, column]) => [table, `${table}_${column}_known`] as const);

function wordsOf(rule: string): string[] {
  return [...rule.matchAll(/'([^']+)'::text/gu)].map(([, word]) => word ?? '').sort();
}

describe.each(COLUMNS)('closed lists, %s', (name) => {
  const scene = deskScene(name);
  const db = () => scene.context.db;

  it.each(CHECKED)('%s.%s takes the words of its contract and no other', async (table, column, words) => {
    const { rows } = await sql<{ rule: string }>`
      select pg_get_constraintdef(c.oid) as rule from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
      where c.conrelid = ${`vigie.${table}`}::regclass and c.contype = 'c' and a.attname = ${column}
    `.execute(db());
    expect(rows.flatMap(({ rule }) => wordsOf(rule)).sort()).toEqual([...words].sort());
  });

  it.each(BY_CHANGE)(
    '%s.%s is given the words of its contract and no other',
    async (table, column, words) => {
      const trigger = `${table}_${column}_known`;
      const { rows } = await sql<{ rule: string }>`
      select pg_get_triggerdef(oid) as rule from pg_trigger
      where tgrelid = ${`vigie.${table}`}::regclass and tgname in (${trigger}, ${`${trigger}_new`}) and tgenabled = 'O'
    `.execute(db());
      const sorted = [...words].sort();
      expect(rows.map(({ rule }) => wordsOf(rule))).toEqual([sorted, sorted]);
    },
  );

  it('hold where somebody writes beside the program', async () => {
    await scene.arrive(1, () => '[review] post');
    const refused = {
      code: '23514',
      message: 'expected state of items to be a word of its list, found archived',
    };
    await expect(sql`update vigie.items set state = 'archived'`.execute(db())).rejects.toMatchObject(refused);
    const copied = sql`
      insert into vigie.items overriding system value select (jsonb_populate_record(i, '{"id": "another", "state": "archived"}')).*
      from vigie.items i
    `;
    await expect(copied.execute(db())).rejects.toMatchObject(refused);
  });

  describe('a row of before with another word', () => {
    async function endWith(change: ReturnType<typeof sql>): Promise<string> {
      await scene.arrive(1, () => '[review] post');
      const id = await reviewFirst(scene, ANA, NEWS);
      await change.execute(db());
      return id;
    }

    /** As if the word had been there before the lists were held. */
    async function atFirst(change: ReturnType<typeof sql>): Promise<string> {
      for (const [table, trigger] of IN_TURN) {
        for (const one of [trigger, `${trigger}_new`])
          await sql`drop trigger ${sql.id(one)} on vigie.${sql.id(table)}`.execute(db());
      }
      await sql`drop function vigie.refuse_unknown_word`.execute(db());
      const id = await endWith(change);
      await closedLists(db() as Kysely<unknown>);
      await byChange(db() as Kysely<unknown>);
      return id;
    }

    it.each([
      ['items', sql`update vigie.items set state = 'limbo'`],
      ['decisions', sql`update vigie.decisions set outcome = 'unsure'`],
    ])('RET-01 in %s keeps nothing from being erased', async (_, change) => {
      await atFirst(change);
      for (const days of [0, 4]) {
        scene.clock.advance(days * DAY_MS);
        const dueAt = new Date(scene.clock.now()).toISOString();
        await handleExpireTexts(scene.context, { version: 1, dueAt });
      }
      expect(await db().selectFrom('vigie.sealed_posts').select('post_id').execute()).toEqual([]);
    });

    it('comes back from a backup as it was, is named, and no other is taken afterwards', async () => {
      const id = await atFirst(sql`update vigie.items set state = 'limbo'`);
      const madeAt = new Date(scene.clock.now()).toISOString();
      const collector = new KeyCollector();
      const lines: string[] = [];
      for await (const line of writeSnapshot(db(), { madeAt, vaultKey: null }, collector)) lines.push(line);
      const [head = '', ...rows] = lines;
      const made = { madeAt, fingerprint: null };
      const keys = await readKeys(Readable.from(collector.lines(made)), made);
      await scene.column.reset();
      await readSnapshot(db(), head, Readable.from(rows), keys);
      expect(await readUnknownWords(db())).toEqual([
        { table: 'items', column: 'state', word: 'limbo', count: 1, rows: [id] },
      ]);
      await expect(sql`update vigie.items set state = 'archived'`.execute(db())).rejects.toMatchObject({
        code: '23514',
      });
    });
  });
});
