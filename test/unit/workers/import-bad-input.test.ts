import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSurvey } from '../../../bin/cli/describe-survey.ts';
import { openImportFile } from '../../../workers/intake/open-file.ts';
import { surveyFile } from '../../../workers/intake/survey.ts';
import { nameOf } from '../../fixtures/imports/import-case.ts';
import { IMPORT_CASES } from '../../fixtures/imports/import-cases.ts';
import { faultsIn, importFolder, postsIn, recordsIn } from '../../support/import-files.ts';

const PLANTED = { text: 'Boats leave on Friday ⛵', author: 'the_author' };

let folder: ReturnType<typeof importFolder>;
beforeAll(() => {
  folder = importFolder();
});
afterAll(() => folder.remove());

const utf16 = (text: string, isBig: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

describe.each(IMPORT_CASES.map((one) => [nameOf(one), one] as const))('a file of %s', (_, one) => {
  const expected = [one.post(PLANTED)];
  const { preset } = one;

  it('is the same with a byte order mark, in UTF-16 and compressed, and is told all the same', async () => {
    const text = one.content(PLANTED);
    const forms: readonly (readonly [name: string, bytes: Buffer | string])[] = [
      [one.fileName, `\ufeff${text}`],
      [one.fileName, utf16(text, false, true)],
      [one.fileName, utf16(text, true, true)],
      [one.fileName, utf16(text, false, false)],
      [one.fileName, utf16(text, true, false)],
      [`${one.fileName}.gz`, gzipSync(utf16(text, false, true))],
    ];
    for (const [name, bytes] of forms) {
      const path = folder.write(name, bytes);
      expect(await postsIn(path, { preset })).toEqual(expected);
      expect((await openImportFile(path)).preset).toBe(one.isRecognised ? preset : 'generic');
    }
  });

  it('is refused when it is empty, or holds blanks alone', async () => {
    for (const content of ['', '\ufeff', ' \r\n\n'])
      await expect(openImportFile(folder.write(one.fileName, content), { preset })).rejects.toThrow(
        /found an empty file/,
      );
  });

  it('ends in a coded error or in rejects when it is cut anywhere, never in a post that is not in it', async () => {
    const text = Buffer.from(one.content(PLANTED));
    for (let end = 1; end < text.length; end += Math.max(1, Math.floor(text.length / 40))) {
      const path = folder.write(one.fileName, text.subarray(0, end));
      const posts = await postsIn(path, { preset }).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'input.invalid' });
        return [];
      });
      // A cut CSV row may lose its last columns; its key is the post's own all the same.
      for (const post of posts) expect(expected[0]?.key.startsWith(post.key)).toBe(true);
    }
  });
});

describe('the wrong preset', () => {
  it('is told with what the file looks like, before anything is read', async () => {
    const csv = folder.write(
      'a.csv',
      IMPORT_CASES.find(({ preset }) => preset === '4cat-csv')?.content(PLANTED) ?? '',
    );
    await expect(openImportFile(csv, { preset: 'telegram-desktop' })).rejects.toThrow(
      'expected json for telegram-desktop, found csv; it looks like 4cat-csv',
    );
    await expect(recordsIn(csv, { preset: 'meta-content-library' })).rejects.toThrow(
      /without text and creation_time; choose/,
    );
  });

  it('rejects records with what to do, or finds no list', async () => {
    const lines = folder.write('a.ndjson', '{"id":1,"content":"x"}\n{"id":2,"content":"y"}\n');
    expect(await recordsIn(lines, { preset: '4cat-ndjson' })).toMatchObject([
      {
        line: 1,
        parsed: { fault: expect.stringContaining('Telegram'), remedy: expect.stringContaining('as CSV') },
      },
      { line: 2 },
    ]);
    const list = folder.write('a.json', '[{"id":1,"text":"x"}]');
    await expect(recordsIn(list, { preset: 'telegram-desktop' })).rejects.toThrow(
      'found none where this preset looks',
    );
  });

  it('of a table without a text column is told by the column', async () => {
    await expect(recordsIn(folder.write('b.csv', 'id,body\n1,a\n'))).rejects.toThrow(
      /without text; --map id=COLUMN,text=COLUMN/,
    );
  });
});

describe('a file that is none', () => {
  it('is refused when it is a spreadsheet or an archive, under whatever name', async () => {
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]);
    for (const name of ['a.csv', 'a.ndjson', 'a.json'])
      await expect(openImportFile(folder.write(name, zip))).rejects.toThrow('save the sheet as CSV');
  });

  it('is refused with what to do when it is gzip under the name of a text, and unpacked by a name in capitals', async () => {
    const packed = gzipSync('{"id":"1","text":"a"}\n');
    await expect(openImportFile(folder.write('packed.ndjson', packed))).rejects.toThrow(
      'found gzip; add .gz to the name',
    );
    expect(await postsIn(folder.write('PACKED.NDJSON.GZ', packed))).toEqual([{ key: '1', text: 'a' }]);
  });

  it('gives nothing but rejects or an error when it is bytes of a picture', async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));
    for (const name of ['a.csv', 'a.ndjson', 'a.json', 'a.csv.gz'])
      expect(await postsIn(folder.write(name, bytes)).catch(() => [])).toEqual([]);
  });
});

describe('a table', () => {
  it('named .tsv is parted by tabs, whatever its columns are called', async () => {
    const path = folder.write('a.tsv', 'id\ttext\tplace, if known\n1\tone, two\tA\n');
    expect(await postsIn(path)).toEqual([{ key: '1', text: 'one, two' }]);
    expect(await postsIn(folder.write('b.tsv', 'id,text\n1,one\n'))).toEqual([{ key: '1', text: 'one' }]);
  });

  it('may begin with the line that tells Excel its separator', async () => {
    const path = folder.write('a.csv', 'sep=;\r\nid;text, or so;text\r\n1;x;one, two\r\n');
    expect(await postsIn(path)).toEqual([{ key: '1', text: 'one, two' }]);
  });
});

describe('a dry run', () => {
  it('counts what is stated as language and is none', async () => {
    const file = await openImportFile(folder.write('lang.csv', 'id,text,lang\n1,one,en\n2,two,@somebody\n'));
    const found = await surveyFile(file, { onReject() {}, onProgress() {}, guessLanguage: () => 'en' });
    expect(found.languages).toMatchObject({ stated: { en: 1 }, noTag: 1 });
    expect(describeSurvey('generic', found)).toContain('left out, because it is no tag such as "en": of 1');
  });
});

describe('a record', () => {
  it('that is broken in the middle of a document costs no other', async () => {
    const messages = [1, 2, 3].map((id) => ({ id, type: 'message', date_unixtime: '1', text: `post ${id}` }));
    const text = JSON.stringify({ type: 'public_channel', id: 5, messages }, null, 1);
    const broken = text.replace('"post 2"', '"post 2');
    const path = folder.write('result.json', broken);
    expect((await postsIn(path)).map(({ key }) => key)).toEqual(['5/1', '5/3']);
    expect(await faultsIn(path)).toEqual([expect.stringMatching(/^11: expected one JSON object/)]);
  });

  it('of Telegram Desktop keeps its control characters, which the program writes as no JSON has them', async () => {
    const path = folder.write(
      'result.json',
      String.raw`{"name":"Boats [official] {1}","type":"public_channel","id":5,"messages":[{"id":1,"type":"message","text":"a\x1Fb \\x41"}]}`,
    );
    expect(await postsIn(path)).toMatchObject([{ text: 'a\u001fb \\x41' }]);
  });

  it('of 50 MB is rejected without being held, in each format', async () => {
    const parts: readonly (readonly [name: string, before: string, after: string])[] = [
      ['big.ndjson', '{"id":1,"text":"', '"}\n{"id":2,"text":"small"}\n'],
      ['big.csv', 'id,text\n1,"', '"\n2,small\n'],
      ['big.json', '[\n {"id":1,"text":"', '"},\n {"id":2,"text":"small"}\n]\n'],
    ];
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    for (const [name, before, after] of parts) {
      const path = folder.write(name, '');
      await pipeline(function* () {
        yield before;
        for (let count = 0; count < 50; count += 1) yield megabyte;
        yield after;
      }, createWriteStream(path));
      const atStart = process.memoryUsage().rss;
      let peak = atStart;
      const file = await openImportFile(path);
      const found: unknown[] = [];
      for await (const records of file.records()) {
        peak = Math.max(peak, process.memoryUsage().rss);
        found.push(...records);
      }
      expect(found).toMatchObject([
        { parsed: { fault: expect.stringMatching(/at most 1048576 bytes, found 524/) }, raw: undefined },
        { parsed: { post: { key: '2' } } },
      ]);
      expect((peak - atStart) / 1024 / 1024).toBeLessThan(40);
    }
  });

  it('of a chat that its export does not call public is never taken, whatever it says', async () => {
    for (const type of [
      undefined,
      '',
      'a_kind_to_come',
      'replies',
      'verification_codes',
      'personal_chat',
      'bot_chat',
      'saved_messages',
      'private_group',
      'private_supergroup',
      'private_channel',
    ]) {
      const path = folder.write(
        'result.json',
        JSON.stringify({ type, id: 5, messages: [{ id: 1, type: 'message', text: 'x' }] }),
      );
      expect((await recordsIn(path)).map(({ parsed }) => Object.keys(parsed))).toEqual([['passedOver']]);
    }
  });

  it('has a time only where its zone is known', async () => {
    const text = JSON.stringify({
      type: 'public_supergroup',
      messages: [{ id: 1, type: 'message', date: '2021-07-01T10:05:00', text: 'x' }],
    });
    const path = folder.write('result.json', text);
    expect((await postsIn(path))[0]?.publishedAt).toBeUndefined();
    expect(await postsIn(path, { timeZone: 'Europe/Athens' })).toMatchObject([
      { publishedAt: '2021-07-01T07:05:00.000Z' },
    ]);
  });
});
