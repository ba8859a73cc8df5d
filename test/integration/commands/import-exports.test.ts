import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { until } from '../../support/until.ts';
import { openScene, parseLines, type Scene } from './scene.ts';

const SOURCE = ['--source', 'file-import'];
const LONG = `We open at nine, ${'and close at five, '.repeat(9)}`;

let scene: Scene;
beforeEach(() => {
  scene = openScene();
});
afterEach(() => scene.close());

/** An export of one public channel, a service message in front. */
function telegramExport(count: number, indent: number | undefined = 1): string {
  const messages = Array.from({ length: count + 1 }, (_, at) => ({
    id: at,
    type: at === 0 ? 'service' : 'message',
    date_unixtime: '1772355900',
    from_id: 'channel5',
    text: at === 0 ? '' : `${LONG} (${at})`,
  }));
  return JSON.stringify({ name: 'The harbour', type: 'public_channel', id: 5, messages }, null, indent);
}

async function importJson(file: string, ...args: string[]) {
  const done = await scene.onData('import', file, ...SOURCE, '--json', ...args);
  expect(done.stdout, done.stderr).toMatch(/^\{.*\}\n$/);
  return { code: done.code, ...JSON.parse(done.stdout) };
}

async function countPosts(): Promise<number> {
  return JSON.parse((await scene.onData('status', '--json')).stdout).posts.total;
}

describe('import of an export', () => {
  it('says in a dry run what it is, what would be taken and what not, and writes nothing', async () => {
    const rejects = scene.path('rejects.ndjson');
    const broken = telegramExport(3).replace('(2)"', '(2)');
    const file = scene.write('result.json', broken);
    const run = await scene.onData('import', file, ...SOURCE, '--dry-run', '--rejects', rejects);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('read as telegram-desktop, told by its list of messages');
    expect(run.stdout).toContain('dry run: 2 valid, 1 rejected, nothing written; read as telegram-desktop');
    expect(run.stdout).toContain('passed over: service messages 1');
    expect(run.stdout).toContain('of 2: publishedAt 2, author 2, permalink 0');
    expect(run.stdout).toContain('languages as the first 2 read: en 2');
    const [, ...shown] = run.stdout.split('\n').filter((line) => line.includes('\u2068We open'));
    expect(shown).toHaveLength(1);
    expect(shown[0]?.length).toBeLessThan(140);
    expect(run.stdout).not.toContain('channel5');
    expect(parseLines(scene.read('rejects.ndjson'))).toEqual([
      {
        line: 20,
        ordinal: 3,
        reason: expect.stringContaining('expected one JSON object'),
        remedy: expect.stringContaining('mend it where it stands and import the file again'),
        record: expect.stringContaining('(2)'),
      },
    ]);
    expect(existsSync(scene.data)).toBe(false);
  });

  it('names the columns that it leaves, and takes the file in as the mapping says', async () => {
    const file = scene.write('ads.csv', 'no;title;body;price\n7;Boats;on Friday;900\n8;;;\n');
    const map = ['--map', 'id=no,text=title+body'];
    const run = await scene.onData('import', file, ...SOURCE, ...map, '--dry-run');
    expect(run.stdout).toContain('columns not taken: \u2068price\u2069');
    expect(await importJson(file, ...map)).toMatchObject({ code: 1, fresh: 1, rejected: 1, linesDone: 3 });
    // Read in another way it is another import: nothing is skipped for having been rejected before.
    expect(await importJson(file, '--map', 'id=no,text=price')).toMatchObject({
      fresh: 0,
      known: 1,
      resumedAfter: 0,
    });
  });

  it('tells faults of options and header together, exit code 2 and 4, and takes nothing', async () => {
    const file = scene.write('a.csv', 'id,body\n1,a\n');
    const options = await scene.onData(
      'import',
      file,
      ...SOURCE,
      '--map',
      'txt=body,id',
      '--time-zone',
      'Mars',
    );
    expect(options).toMatchObject({ code: 2 });
    expect(options.stderr.trim().split('\n')).toHaveLength(3);
    const preset = await scene.onData('import', file, ...SOURCE, '--preset', 'mastodon');
    expect(preset).toMatchObject({ code: 2, stderr: expect.stringContaining('telegram-desktop') });
    const header = await scene.onData('import', file, ...SOURCE);
    expect(header).toMatchObject({ code: 4, stderr: expect.stringContaining('--map id=COLUMN,text=COLUMN') });
    expect(await countPosts()).toBe(0);
  });

  it.each([
    ['indented', 1],
    ['on one line', undefined],
  ])('goes on where SIGKILL stopped it inside one document, %s', async (_, indent) => {
    const file = scene.write('result.json', telegramExport(6000, indent));
    const running = scene.spawn(['import', file, ...SOURCE, '--data', scene.data]);
    await until('some records are read', async () => (await recordsDone()) > 500, 60_000);
    await running.kill('SIGKILL');
    const done = await importJson(file);
    expect(done).toMatchObject({ code: 0, fresh: 6000, known: 0, linesDone: 6001, waiting: 0 });
    expect(done.resumedAfter).toBeGreaterThan(500);
    expect(done.passedOver).toEqual({ 'service messages': 1 });
    await scene.withRecords(async ({ db }) =>
      expect(await auditLanes(db, scene.vault())).toEqual(allInLanes(6000)),
    );
  });

  it('keeps what stood before the cut of a document, and the whole one adds the rest', async () => {
    const whole = telegramExport(3000);
    const cut = await scene.onData('import', scene.write('result.json', whole.slice(0, -9000)), ...SOURCE);
    expect(cut).toMatchObject({ code: 4, stderr: expect.stringContaining('its end in the middle') });
    const total = await countPosts();
    expect(total).toBeGreaterThan(2000);
    expect(await importJson(scene.write('result.json', whole))).toMatchObject({
      known: total,
      fresh: 3000 - total,
    });
  });
});

/** Through the door of the process that imports; 0 while it has not opened its records. */
async function recordsDone(): Promise<number> {
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
