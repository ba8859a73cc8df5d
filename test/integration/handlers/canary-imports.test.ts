import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import { importFile } from '../../../workers/intake/import-file.ts';
import { openImportFile } from '../../../workers/intake/open-file.ts';
import { nameOf } from '../../fixtures/imports/import-case.ts';
import { IMPORT_CASES } from '../../fixtures/imports/import-cases.ts';
import { dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, scoreContext, type TestContext } from '../../support/scoring.ts';

const TEXT = 'zilpzalp-canary-text';
const AUTHOR = 'zilpzalp_canary_author';
const CANARIES = [TEXT, AUTHOR];

describe.each(COLUMNS)('canaries in what files bring, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let folder: string;
  let logged = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const logger = createLogger('debug', stream);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-canary-imports-'));
    column = await openColumn(name, { logger });
  });
  beforeEach(async () => {
    logged = '';
    await column.reset();
    context = scoreContext(column, { logger });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await column.close();
  });

  it.each(IMPORT_CASES.map((one) => [nameOf(one), one] as const))(
    'appear in no dump of records and queue and no log line: %s',
    async (_, one) => {
      const path = join(folder, one.fileName);
      writeFileSync(path, one.content({ text: `[review] ${TEXT}`, author: AUTHOR }));
      const file = await openImportFile(path, { preset: one.preset });
      const done = await importFile(context, file, { sourceId: 'source', onReject() {}, onProgress() {} });
      expect(done).toMatchObject({ fresh: 1, rejected: 0 });
      await relayOnce(context.db, column.queue);
      expectNoCanary(await column.dumpQueue(), CANARIES, 'the waiting queue');
      await drain(column, context);
      expectNoCanary(await column.dumpQueue(), CANARIES, 'the finished queue');
      expectNoCanary(await dumpRecords(context.db), CANARIES, 'the records');
      expectNoCanary(logged, CANARIES, 'the log lines');
      const { rows } = await sql<{ author_token: unknown }>`select author_token from vigie.posts`.execute(
        context.db,
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.author_token).toEqual(expect.anything());
    },
  );
});
