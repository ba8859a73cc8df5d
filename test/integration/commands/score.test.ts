import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { ndjson } from '../../support/config-folder.ts';
import { openScene, parseLines, type Scene } from './scene.ts';

const LINES = 100_000;

interface ScoredSignal {
  readonly rule: string;
  readonly category: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly weight: number;
}

interface Scored {
  readonly id: string | number;
  readonly lane: string;
  readonly score: number | null;
  readonly language: string;
  readonly release: string | null;
  readonly signals: readonly ScoredSignal[];
}

let scene: Scene;
beforeAll(() => {
  scene = openScene();
});
afterAll(() => scene.close());

describe('score', () => {
  it('does not take a folder on standard input for an empty file', async () => {
    const child = spawn(process.execPath, [join(projectRoot(), 'bin/vigie'), 'score'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: [openSync(scene.folder, 'r'), 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    const [code] = await once(child, 'close');
    expect(said).toBe('vigie: expected text on standard input, found a folder; name a file of it\n');
    expect(code).toBe(4);
  });

  it('says lane, score and signals of each line, in the order of the lines', async () => {
    const done = await scene.run(['score'], { input: ndjson(60) });
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const scored = parseLines<Scored>(done.stdout);
    expect(scored.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, at) => `n${at}`));
    expect(scored[0]).toMatchObject({ lane: 'review', score: expect.any(Number), language: 'en' });
    expect(scored[1]).toMatchObject({ lane: 'none' });
    expect(scored[10]).toMatchObject({ lane: 'protect', score: null });
    expect(scored[0]?.release).toMatch(/\S/);
  });

  it('gives places as UTF-16 offsets into the original text, whatever stands before them', async () => {
    const offer = 'We take you from Harbour City to North Island by boat, 900 euro, places left';
    const before = [
      '😀😀 ',
      'a\u0301\u0301 ﷺ ',
      '\ud800 lone ',
      'e\u200b\u200d\u00ad ',
      '\u0000 ',
      '\u2028 ',
      'Ａ ﬁ ',
    ];
    const texts = before.map((some) => `${some}${offer}`);
    const input = texts.map((text, id) => JSON.stringify({ id, text })).join('\n');
    const scored = parseLines<Scored>((await scene.run(['score'], { input })).stdout);
    expect(scored).toHaveLength(texts.length);
    for (const [at, { signals }] of scored.entries()) {
      expect(signals.length, texts[at]).toBeGreaterThan(0);
      for (const { start, end, text } of signals) expect(texts[at]?.slice(start, end)).toBe(text);
      expect(signals.map(({ text }) => text.toLowerCase())).toContainEqual(
        expect.stringContaining('we take you'),
      );
    }
  });

  it('reports a bad line with its number on standard error, goes on, and exits with 1', async () => {
    const input = Buffer.concat([
      Buffer.from('{"id":1,"text":"a"}\r\n'),
      Buffer.from('no JSON\n\n'),
      Buffer.from('{"id":4,"text":"'),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"id":5}\n{"text":"x"}\n'),
      Buffer.from(`{"id":7,"text":"${'x'.repeat(2_000_000)}"}\n`),
      Buffer.from('{"id":9007199254740993,"text":"a"}\n{"id":12345678901234567890,"text":"a"}\n'),
      Buffer.from('{"id":8,"text":"without a newline \u2028 at its end"}'),
    ]);
    const done = await scene.run(['score'], { input });
    expect(parseLines<Scored>(done.stdout).map(({ id }) => id)).toEqual([1, 8]);
    expect(parseLines<{ error: string; line: number }>(done.stderr)).toEqual([
      { error: expect.stringContaining('expected one JSON object'), line: 2 },
      { error: 'expected UTF-8, found bytes that are none', line: 4 },
      { error: expect.stringContaining('text: '), line: 5 },
      { error: 'id: expected text or a number', line: 6 },
      { error: expect.stringContaining('expected a line of at most 1048576 bytes'), line: 7 },
      { error: 'id: expected a number of at most 15 digits, or text in quotes', line: 8 },
      { error: 'id: expected a number of at most 15 digits, or text in quotes', line: 9 },
    ]);
    expect(done.code).toBe(1);
  });

  it('with packs of a folder has no release', async () => {
    const done = await scene.run(['score', '--packs', 'rules/packs'], { input: '{"id":1,"text":"a"}\n' });
    expect(parseLines<Scored>(done.stdout)).toMatchObject([{ id: 1, release: null }]);
    // Those in force are not those under test, wherever they lie.
    const options = { input: '{"id":1,"text":"a"}\n', env: { VIGIE_PACKS_DIR: 'nowhere' } };
    expect(await scene.run(['score', '--packs', 'rules/packs'], options)).toEqual(done);
    expect((await scene.run(['score'], options)).code).toBe(3);
  });

  it('reads nothing and writes nothing where nothing comes', async () => {
    expect(await scene.run(['score'], { input: '' })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('keeps up with a pipe of a hundred thousand lines whose reader is slower', async () => {
    const child = spawn(process.execPath, [join(projectRoot(), 'bin/vigie'), 'score'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_OPTIONS: '--max-old-space-size=128' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(ndjson(LINES));
    let last = '';
    let lines = 0;
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      // The pipe is full while this reader thinks.
      await new Promise((resolve) => setImmediate(resolve));
      const parts: string[] = `${last}${chunk}`.split('\n');
      last = parts.pop() ?? '';
      for (const part of parts) {
        if (!part.startsWith(`{"id":"n${lines}"`)) throw new Error(`expected line ${lines}, found ${part}`);
        lines += 1;
      }
    }
    expect(child.exitCode ?? (await once(child, 'close'))[0]).toBe(0);
    expect(lines).toBe(LINES);
  }, 60_000);

  it('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [join(projectRoot(), 'bin/vigie'), 'score'], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const line = `${JSON.stringify({ id: 1, text: 'the market opens at nine' })}\n`.repeat(1000);
    const feed = () => child.stdin.write(line, (error) => error ?? feed());
    child.stdin.on('error', () => undefined);
    feed();
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(stderr).toBe('');
  });
});
