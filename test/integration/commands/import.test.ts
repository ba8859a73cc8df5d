import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';
import { ndjson } from '../../support/config-folder.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { until } from '../../support/until.ts';
import { openScene, parseLines, type Scene } from './scene.ts';

const SOURCE = ['--source', 'file-import'];

let scene: Scene;
beforeEach(() => {
  scene = openScene();
});
afterEach(() => scene.close());

async function importJson(file: string, ...args: string[]) {
  const done = await scene.onData('import', file, ...SOURCE, '--json', ...args);
  expect(done.stdout, done.stderr).toMatch(/^\{.*\}\n$/);
  return { code: done.code, ...JSON.parse(done.stdout) };
}

async function posts() {
  return JSON.parse((await scene.onData('status', '--json')).stdout).posts;
}

describe('import', () => {
  it('never writes the list of what it rejects over the file that it reads, also when it only checks it', async () => {
    const content = `${ndjson(3)}no JSON\n`;
    const file = scene.write('posts.ndjson', content);
    for (const more of [['--dry-run'], []]) {
      const done = await scene.onData('import', file, ...SOURCE, ...more, '--rejects', file);
      expect(done.stderr).toContain(`expected another file than ${file}, which is read`);
      expect(done).toMatchObject({ code: 2, stdout: '' });
      expect(scene.read('posts.ndjson')).toBe(content);
    }
    expect(existsSync(scene.data)).toBe(false);
  });

  it('checks a file and writes nothing, then takes it in, and a second time adds nothing', async () => {
    const file = scene.write('posts.ndjson', `${ndjson(40)}no JSON\n`);
    expect(await importJson(file, '--dry-run')).toMatchObject({
      code: 1,
      valid: 40,
      rejected: 1,
      dryRun: true,
    });
    expect(existsSync(scene.data)).toBe(false);

    expect(await importJson(file)).toMatchObject({
      code: 1,
      fresh: 40,
      known: 0,
      rejected: 1,
      linesDone: 41,
      isFinished: true,
      resumedAfter: 0,
      waiting: 0,
    });
    const counted = await posts();
    expect(counted).toEqual({ total: 40, staged: 0, none: 36, review: 2, protect: 2, dead: 0 });

    const again = await scene.onData('import', file, ...SOURCE, '--rejects', scene.path('rejects.ndjson'));
    expect(again.stdout).toContain(
      'an earlier run had read 41 lines, counted above; nothing was left to add',
    );
    // The rejects are told again: whoever lost the first list can still mend the lines.
    expect(parseLines(scene.read('rejects.ndjson'))).toMatchObject([{ line: 41, record: 'no JSON' }]);
    expect(await posts()).toEqual(counted);
  });

  it('knows posts again that come in another file, as CSV and compressed too', async () => {
    const csv = 'id,text,author\nn0,"one, of many",@a\nn1,two,\n';
    expect(await importJson(scene.write('posts.csv', csv))).toMatchObject({ code: 0, fresh: 2, known: 0 });
    const more = gzipSync(`${csv}n2,three,\n`);
    expect(await importJson(scene.write('more.csv.gz', more))).toMatchObject({ code: 0, fresh: 1, known: 2 });
    const lines = gzipSync('{"id":"n2","text":"three"}\n{"id":"n3","text":"four"}\n');
    expect(await importJson(scene.write('more.jsonl.gz', lines))).toMatchObject({
      code: 0,
      fresh: 1,
      known: 1,
    });
    expect(await posts()).toMatchObject({ total: 4, staged: 0 });
  });

  it('stores what PostgreSQL refuses in a form that it takes, and no such line stops the others', async () => {
    const lines = [
      String.raw`{"id":"a\u0000\ud800","text":"NUL \u0000 and half a pair \udc00","lang":"e\u0000","author":"\ud83d","url":"\u0000"}`,
      '{"id":"b","text":"t","publishedAt":"0000-01-01T00:00:00Z"}',
      '{"id":"c","text":"t","publishedAt":"0001-01-01T00:30:00+01:00"}',
      '{"id":"d","text":"t","publishedAt":"9999-12-31T23:59:59Z","lang":null}',
    ];
    const done = await importJson(scene.write('hostile.ndjson', lines.join('\n')));
    expect(done).toMatchObject({ code: 1, fresh: 2, rejected: 2 });
    expect(await posts()).toMatchObject({ total: 2, staged: 0, dead: 0 });
  });

  it('keeps what stood before the cut of a compressed file, and the whole file adds the rest', async () => {
    await scene.begin();
    const content = Array.from({ length: 3000 }, (_, at) =>
      JSON.stringify({ id: `n${at}`, text: `harmless ${at}` }),
    );
    const whole = gzipSync(content.join('\n'));
    const cut = await scene.onData(
      'import',
      scene.write('posts.ndjson.gz', whole.subarray(0, -9000)),
      ...SOURCE,
    );
    expect(cut).toMatchObject({ code: 4, stderr: expect.stringContaining('unexpected end of file') });
    const { total } = await posts();
    const done = await importJson(scene.write('posts.ndjson.gz', whole));
    expect(done).toMatchObject({ code: 0, known: total, fresh: 3000 - total });
    expect(await posts()).toMatchObject({ total: 3000, staged: 0 });
  });

  it('goes on where SIGKILL stopped it, and names every rejected line', async () => {
    const file = scene.write('posts.ndjson', `no JSON\n${ndjson(6000)}no JSON either\n`);
    const running = scene.spawn(['import', file, ...SOURCE, '--data', scene.data]);
    await until('some lines are read', async () => (await linesDone()) > 500, 60_000);
    await running.kill('SIGKILL');

    const done = await importJson(file, '--rejects', scene.path('rejects.ndjson'));
    expect(done).toMatchObject({ code: 1, fresh: 6000, known: 0, rejected: 2, linesDone: 6002, waiting: 0 });
    expect(done.resumedAfter).toBeGreaterThan(500);
    expect(parseLines<{ line: number }>(scene.read('rejects.ndjson')).map(({ line }) => line)).toEqual([
      1, 6002,
    ]);
    await scene.withRecords(async ({ db }) =>
      expect(await auditLanes(db, scene.vault())).toEqual(allInLanes(6000)),
    );
  });

  it('goes through a running start, whose workers give the posts their lanes', async () => {
    const owner = await scene.start();
    const file = scene.write('posts.ndjson', ndjson(300));
    expect(await importJson(file)).toMatchObject({ code: 0, fresh: 300, waiting: 0 });
    expect(await posts()).toEqual({ total: 300, staged: 0, none: 270, review: 15, protect: 15, dead: 0 });
    expect((await owner.kill('SIGTERM')).code).toBe(0);
  });

  it('leaves the posts staged with --no-wait, and start gives them their lanes', async () => {
    expect(await importJson(scene.write('posts.ndjson', ndjson(300)), '--no-wait')).toMatchObject({
      fresh: 300,
    });
    await scene.start();
    await until('every post has its lane', async () => (await posts()).staged === 0);
    expect(await posts()).toMatchObject({ total: 300, dead: 0 });
  });
});

/** Through the door of the process that imports; 0 while it has not opened its records. */
async function linesDone(): Promise<number> {
  let pool: OwnerPool | undefined;
  try {
    pool = new OwnerPool(scene.data);
    const { rows } = await pool.query('select coalesce(max(lines_done), 0) as count from vigie.imports');
    return Number(rows[0]?.count);
  } catch {
    return 0;
  } finally {
    await pool?.end();
  }
}
