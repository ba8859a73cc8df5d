import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, parseLines, type Scene } from './scene.ts';

const MEGABYTE = 1024 * 1024;
/** Far below what a 50 MB line would take if it were held. */
const SMALL_HEAP = { env: { NODE_OPTIONS: '--max-old-space-size=64' } };

interface RejectLine {
  readonly line: number;
  readonly reason: string;
  readonly record?: string;
}

describe('import of a faulty file', () => {
  let scene: Scene;
  beforeAll(() => {
    scene = openScene();
  });
  afterAll(() => scene.close());

  function check(file: string, ...args: string[]) {
    return scene.run(['import', file, '--source', 'file-import', '--dry-run', ...args], SMALL_HEAP);
  }

  it('names every faulty line of NDJSON, takes the others, and keeps what was rejected', async () => {
    const broken = Buffer.concat([
      Buffer.from('{"id":"u","text":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    const raw = (text: string) => Buffer.from(text);
    const lines = [
      raw('\ufeff{"id":1,"text":"first"}\r'),
      raw('{"id":2,"text":'),
      raw('["no object"]'),
      broken,
      raw('{"id":5,"text":"raw \0 in it"}'),
      raw(String.raw`{"id":"\u0000six\ud800","text":"escaped \u0000 and \udfff","lang":"\u0000"}`),
      raw(''),
      raw('{"id":8}'),
      raw('{"id":9,"text":"last, without a newline"}'),
    ];
    const file = scene.write(
      'faulty.ndjson',
      Buffer.concat(lines.flatMap((line) => [line, raw('\n')]).slice(0, -1)),
    );
    const done = await check(file, '--json', '--rejects', scene.path('rejects.ndjson'));
    expect(done.code, done.stderr).toBe(1);
    expect(JSON.parse(done.stdout)).toMatchObject({ valid: 3, rejected: 5, dryRun: true });
    const rejects = parseLines<RejectLine>(scene.read('rejects.ndjson'));
    expect(rejects.map(({ line }) => line)).toEqual([2, 3, 4, 5, 8]);
    expect(rejects.map(({ record }) => record)).toEqual(
      [lines[1], lines[2], lines[3], lines[4], lines[7]].map((line) => line?.toString('utf8')),
    );
    for (const { line, reason } of rejects) expect(done.stderr).toContain(`vigie: line ${line}: ${reason}\n`);
  });

  it.each([
    ['NDJSON', 'large.ndjson', '{"id":1,"text":"a"}\n{"id":2,"text":"', '"}\n{"id":3,"text":"c"}\n', 2],
    ['CSV', 'large.csv', 'id,text\n1,a\n2,', '\n3,c\n', 3],
  ])('passes over a line of 50 MB in a heap of 64 MB: %s', async (_, name, before, after, line) => {
    const long = Buffer.alloc(50 * MEGABYTE, 'x');
    const file = scene.write(name, Buffer.concat([Buffer.from(before), long, Buffer.from(after)]));
    const done = await check(file);
    expect(done.stdout).toContain('dry run: 2 valid, 1 rejected, nothing written; read as generic\n');
    expect(done.stderr).toMatch(
      new RegExp(
        `^vigie: line ${line}: expected a line of at most ${MEGABYTE} bytes, found 524288\\d\\d\nvigie: shorten it where it stands`,
      ),
    );
    expect(done.code).toBe(1);
  });

  it('names every faulty row of CSV by its line and takes the others', async () => {
    const rows = [
      'id,text,lang',
      '1,one,en',
      '2,"open',
      '3,three,en',
      '4,"a"b,en',
      ',no id,en',
      '6,six, seven,en',
    ];
    const file = scene.write('faulty.csv', `${rows.join('\n')}\n`);
    const done = await check(file, '--rejects', scene.path('rejects.ndjson'));
    expect(done.stdout).toContain('dry run: 2 valid, 4 rejected, nothing written; read as generic\n');
    const remedy = expect.stringContaining('mend it where it stands');
    expect(parseLines<RejectLine>(scene.read('rejects.ndjson'))).toEqual([
      { line: 3, reason: expect.stringContaining('quote'), remedy, record: '2,"open' },
      { line: 5, reason: expect.stringContaining('quote'), remedy, record: '4,"a"b,en' },
      { line: 6, reason: expect.stringMatching(/^id: /), remedy, record: ',no id,en' },
      { line: 7, reason: expect.stringContaining('at most 3 fields'), remedy, record: '6,six, seven,en' },
    ]);
    expect(done.stderr.match(/mend it where it stands/g)).toHaveLength(1);
  });

  it('prints twenty faults and says how many more there are', async () => {
    const done = await check(scene.write('many.ndjson', 'no JSON\n'.repeat(50)));
    expect(done.stderr.match(/vigie: line /g)).toHaveLength(20);
    expect(done.stderr).toContain('vigie: and 30 more rejected; --rejects FILE lists all');
  });

  it('of gzip that was cut or is none says which file and what to do, and exits with 4', async () => {
    const posts = Array.from({ length: 500 }, (_, at) =>
      JSON.stringify({ id: at, text: `${at}`.repeat(at) }),
    );
    const whole = gzipSync(posts.join('\n'));
    for (const [name, bytes, reason] of [
      ['cut.ndjson.gz', whole.subarray(0, whole.length / 2), 'unexpected end of file'],
      ['cut.csv.gz', gzipSync('id,text\n1,a\n').subarray(0, 20), 'unexpected end of file'],
      ['none.ndjson.gz', Buffer.from(posts.join('\n')), 'incorrect header check'],
    ] as const) {
      const file = scene.write(name, bytes);
      const done = await check(file);
      expect(done.stderr).toContain(`expected to read ${file} to its end, but ${reason}; get the whole file`);
      expect(done).toMatchObject({ code: 4, stdout: '' });
    }
  });

  it.each([
    [
      'a name that tells no format',
      'posts.txt',
      4,
      'expected a file named .ndjson, .jsonl, .csv, .tsv or .json',
    ],
    ['a file that is not there', 'missing.ndjson', 4, 'expected a readable file, but ENOENT'],
    ['a folder', 'config', 4, 'expected a file, found something else'],
  ])('is refused before anything is opened: %s', async (_, name, code, reason) => {
    scene.write('posts.txt', '{}');
    const done = await scene.onData('import', scene.path(name), '--source', 'file-import');
    expect(done.stderr).toContain(reason);
    expect(done).toMatchObject({ code, stdout: '' });
    expect(existsSync(scene.data)).toBe(false);
  });

  it('of CSV without the needed columns is refused as a whole', async () => {
    const done = await check(scene.write('other.csv', 'number,words\n1,a\n'));
    expect(done.stderr).toContain('expected a first line that names the columns, id and text among them');
    expect(done.stderr).toContain('found 2 column(s) without id and text');
    expect(done.code).toBe(4);
  });

  it('says before it begins that the rejects file cannot be written', async () => {
    const file = scene.write('fine.ndjson', '{"id":1,"text":"a"}\n');
    const done = await check(file, '--rejects', scene.path('nowhere/rejects'));
    expect(done.stderr).toMatch(/^vigie: expected to write .*nowhere\/rejects, but ENOENT/);
    expect(done.code).toBe(5);
  });

  it('into a source that does not exist, or is no import, says which there are', async () => {
    const file = scene.write('fine.ndjson', '{"id":1,"text":"a"}\n');
    const done = await scene.run(['import', file, '--source', 'elsewhere']);
    expect(done.stderr).toContain('expected one of the configured sources (file-import), found "elsewhere"');
    expect(done.code).toBe(2);
  });
});
