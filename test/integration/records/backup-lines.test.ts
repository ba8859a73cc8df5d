import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countDeadLetters,
  KeyCollector,
  readKeys,
  readSnapshot,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';

const MB = 1024 * 1024;

describe.each(COLUMNS)('lines of a backup on the %s column', (name) => {
  let column: Column;

  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(() => column.close());

  it('hold fewer rows where some are large, in whatever table, and come back whole', async () => {
    const { db } = column.database;
    // Of a table whose rows are small as a rule. Two bytes a letter, and one for the mark that JSON puts before a line's end.
    await sql`
      insert into vigie.dead_letters (job_name, job_id, payload, reason, message, died_at)
      select 'score-posts', n::text, '{}', 'test', repeat(E'é\n', ${MB / 4}::int), now()
      from generate_series(1, 40) n
    `.execute(db);
    const head = { madeAt: new Date().toISOString(), vaultKey: null };
    const collector = new KeyCollector();
    const lines: string[] = [];
    for await (const line of writeSnapshot(db, head, collector)) lines.push(line);
    const sizes = lines.map((line) => Buffer.byteLength(line));
    expect(Math.max(...sizes)).toBeGreaterThan(6 * MB);
    expect(Math.max(...sizes)).toBeLessThan(8 * MB);

    const [first = '', ...rest] = lines;
    const made = { madeAt: head.madeAt, fingerprint: null };
    const keys = await readKeys(Readable.from(collector.lines(made)), made);
    await column.reset();
    await readSnapshot(db, first, Readable.from(rest), keys);
    expect(await countDeadLetters(db)).toBe(40);
  });
});
