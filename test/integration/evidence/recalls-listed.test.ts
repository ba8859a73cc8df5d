import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { readRecalls } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, exportScene } from '../../support/export-scene.ts';

describe.each(COLUMNS)('the list of what was called back, %s', (name) => {
  const scene = deskScene(name);

  it('PRO-10 begins with what nobody was told of yet, and leaves it off for nothing newer', async () => {
    const { db } = scene.context;
    const at = exportScene(scene);
    const { caseNumber, items } = await at.caseOf(2);
    const [first = '', second = ''] = items;
    const number = await at.approved(caseNumber);
    await at.exports.handOver(EXA, number);
    await scene.desk.protect(EXA, first, 'distress');
    const later = new Date(scene.clock.now() + 60_000);
    const { rows } = await sql<{ number: number }>`
      insert into vigie.exports (case_number, form, recipient, purpose, reason, requested_by, requested_at, settled_by, settled_at,
        is_approved, handed_over_by, handed_over_at)
      select case_number, 'indicators', recipient, purpose, reason, requested_by, requested_at, settled_by, settled_at, true,
        handed_over_by, handed_over_at
      from vigie.exports, generate_series(1, 501) where number = ${number} returning number
    `.execute(db);
    const others = rows.map((row) => row.number);
    await sql`insert into vigie.export_items (export_number, place, item_id)
      select unnest(${others}::bigint[]), 1, ${second}`.execute(db);
    await sql`insert into vigie.recalls (export_number, item_id, raised_at, sent_by, sent_at)
      select unnest(${others}::bigint[]), ${second}, ${later}, 'exa', ${later}`.execute(db);
    const list = await readRecalls(db);
    expect(list[0]).toMatchObject({ export: number, itemId: first, sentAt: null });
    expect(list).toHaveLength(501);
    for (const other of [others.at(0), others.at(-1)]) expect(await readRecalls(db, other)).toHaveLength(1);
  });
});
