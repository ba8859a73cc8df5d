import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createDoubts } from '../../../queue/review/index.ts';
import { KeyCollector, readKeys, readSnapshot, writeSnapshot } from '../../../queue/storage/index.ts';
import { recordMade } from '../../../queue/storage/published-reports.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA } from '../../support/export-scene.ts';
import { noticeScene } from '../../support/notice-scene.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);

describe.each(COLUMNS)('numbers after a restore, %s', (name) => {
  const scene = deskScene(name);

  async function restored(): Promise<void> {
    const { db } = scene.context;
    const collector = new KeyCollector();
    const madeAt = new Date(scene.clock.now()).toISOString();
    const lines: string[] = [];
    for await (const line of writeSnapshot(db, { madeAt, vaultKey: null }, collector)) lines.push(line);
    const [head = '', ...rows] = lines;
    const made = { madeAt, fingerprint: null };
    const keys = await readKeys(Readable.from(collector.lines(made)), made);
    await scene.column.reset();
    await readSnapshot(db, head, Readable.from(rows), keys);
  }

  it('go on for notices and their duties, doubts and reports', async () => {
    const at = await noticeScene(scene);
    const { db, vault } = scene.context;
    const { clock } = scene;
    await scene.employ(ANA);
    const now = () => new Date(clock.now());
    const doubts = createDoubts({ db, vault, clock });
    const doubt = { kind: 'edited', grounds: 'The sum stands in another typeface than its line.' } as const;
    const report = (period: string) => ({
      ...{ period, sha256: 'a'.repeat(64), actor: 'exa', now: now(), log: { first: null, last: null } },
    });
    const offer = await at.offer();
    await at.upTo('sent', offer);
    const waiting = await at.upTo('exported', await at.offer());
    await doubts.record(ANA, offer.itemId, doubt);
    await recordMade(db, report('2026-01'));

    await restored();
    await at.notices.send(EXA, waiting, { way: 'mail', at: now().toISOString() });
    await doubts.record(ANA, offer.itemId, doubt);
    await recordMade(db, report('2026-02'));
    const numbers = await sql<{ numbers: number[] }>`
      select array[(select max(number) from vigie.tellings), (select max(id) from vigie.doubts),
        (select max(report_id) from vigie.transparency_reports)]::int[] as numbers
    `.execute(db);
    expect(numbers.rows).toEqual([{ numbers: [2, 2, 2] }]);
  });

  it('go on in every table that numbers its rows, a table of tomorrow included', async () => {
    const at = await noticeScene(scene);
    await at.upTo('sent', await at.offer());
    await restored();
    const { db } = scene.context;
    const numbered = await sql<{ table: string; column: string }>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'vigie' and is_identity = 'YES'
    `.execute(db);
    expect(numbered.rows.length).toBeGreaterThan(20);
    for (const { table, column } of numbered.rows) {
      const { rows } = await sql<{ isBehind: boolean }>`
        select nextval(pg_get_serial_sequence(${`vigie.${table}`}, ${column}))
          > coalesce((select max(${sql.id(column)}) from vigie.${sql.id(table)}), 0) as "isBehind"
      `.execute(db);
      expect({ table, ...rows[0] }).toEqual({ table, isBehind: true });
    }
  });
});
