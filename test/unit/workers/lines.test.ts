import { describe, expect, it } from 'vitest';
import { type FileLine, MAX_LINE_BYTES, readLines } from '../../../workers/intake/lines.ts';
import { fc } from '../../support/properties.ts';

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const size of sizes) {
    if (from >= bytes.length) return;
    yield bytes.subarray(from, from + size);
    from += size;
  }
  if (from < bytes.length) yield bytes.subarray(from);
}

async function linesOf(
  content: Buffer | string,
  sizes: readonly number[] = [],
  options?: Parameters<typeof readLines>[1],
): Promise<FileLine[]> {
  const lines: FileLine[] = [];
  for await (const some of readLines(chunked(Buffer.from(content), sizes), options)) lines.push(...some);
  return lines;
}

const fragment = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom('\n', '\r\n', '\n\n', ' \n', '\u2028', '\ufeff', 'é', '😀')
    .map((text) => Buffer.from(text)),
);

describe('lines of a file', () => {
  it('are the same however the bytes are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fragment, { maxLength: 20 }).map((parts) => Buffer.concat(parts)),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
        async (bytes, sizes) => {
          expect(await linesOf(bytes, sizes)).toEqual(await linesOf(bytes));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are those of the whole text split at newlines, with their numbers', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.integer({ min: 1, max: 5 })), async (texts, sizes) => {
        const expected = texts.flatMap((text, at) =>
          text.trim() === '' ? [] : [{ number: at + 1, text: text.replace(/^\ufeff/, '') }],
        );
        expect(await linesOf(texts.join('\n'), sizes)).toEqual(expected);
      }),
    );
  });

  it('keep a character whole that lies across two chunks', async () => {
    expect(await linesOf('a😀b\nc', [1, 2, 1, 1])).toEqual([
      { number: 1, text: 'a😀b' },
      { number: 2, text: 'c' },
    ]);
  });

  it('end at a newline only, not at a line separator inside a text', async () => {
    expect(await linesOf('a\u2028b\u2029c\u0085d\n')).toEqual([
      { number: 1, text: 'a\u2028b\u2029c\u0085d' },
    ]);
  });

  it('count blank lines, and give them where they matter', async () => {
    expect(await linesOf('a\r\n\r\n \nb\n')).toEqual([
      { number: 1, text: 'a\r' },
      { number: 4, text: 'b' },
    ]);
    expect((await linesOf('a\n\nb', [], { keepsBlank: true })).map((line) => line.number)).toEqual([1, 2, 3]);
  });

  it('that are no UTF-8 are faults of their own, with what could be read', async () => {
    const bytes = Buffer.concat([
      Buffer.from('good\nbad '),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('\nsurrogate '),
      Buffer.from([0xed, 0xa0, 0xbd]),
      Buffer.from('\ngood'),
    ]);
    expect(await linesOf(bytes)).toEqual([
      { number: 1, text: 'good' },
      { number: 2, fault: 'expected UTF-8, found bytes that are none', raw: 'bad \ufffd(' },
      {
        number: 3,
        fault: 'expected UTF-8, found bytes that are none',
        raw: expect.stringContaining('surrogate'),
      },
      { number: 4, text: 'good' },
    ]);
  });

  it('may be of the longest length and not a byte longer', async () => {
    const longest = 'x'.repeat(MAX_LINE_BYTES);
    const [fits, tooLong, after] = await linesOf(`${longest}\n${longest}x\nafter`, [1000, 70_000, 400_000]);
    expect(fits).toEqual({ number: 1, text: longest });
    expect(tooLong).toEqual({
      number: 2,
      fault: `expected a line of at most ${MAX_LINE_BYTES} bytes, found ${MAX_LINE_BYTES + 1}`,
    });
    expect(after).toEqual({ number: 3, text: 'after' });
  });
});
