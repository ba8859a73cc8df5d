import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingFrom } from '../../../bin/cli/import-reading.ts';
import { mappingJsonSchema, parseMap } from '../../../workers/intake/mapping.ts';
import { openImportFile } from '../../../workers/intake/open-file.ts';
import { faultsIn, importFolder, postsIn, recordsIn } from '../../support/import-files.ts';

const CONFIG = join(import.meta.dirname, '../../../config/mappings');

let folder: ReturnType<typeof importFolder>;
beforeAll(() => {
  folder = importFolder();
});
afterAll(() => folder.remove());

async function faultOf(reading: Promise<unknown>): Promise<Error> {
  return reading.then(
    () => new Error('no fault'),
    (fault: Error) => fault,
  );
}

describe('a mapping of columns', () => {
  it('names ours and theirs, and several columns for one text', async () => {
    const path = folder.write(
      'ads.csv',
      'no,board,title,body,who,when\n7,b2,Boats,on Friday,@a,2026-03-01 10:05:00\n',
    );
    const map = 'id=board+no,text=title+body,author=who,publishedAt=when';
    const reading = await readingFrom({ map, timeZone: 'Europe/Paris' });
    expect(await postsIn(path, reading)).toEqual([
      { key: 'b2/7', text: 'Boats\non Friday', author: '@a', publishedAt: '2026-03-01T09:05:00.000Z' },
    ]);
  });

  it('refuses an id with a number that JSON cannot hold, in one column or among several', async () => {
    const lines = ['7301234567890123456', '7301234567890123999'].map(
      (no) => `{"board":"b","no":${no},"body":"text"}\n`,
    );
    const path = folder.write(
      'long.ndjson',
      `${lines.join('')}{"board":"b","no":"7301234567890123456","body":"x"}`,
    );
    for (const [map, key] of [
      ['id=no,text=body', '7301234567890123456'],
      ['id=board+no,text=body', 'b/7301234567890123456'],
    ] as const) {
      const reading = await readingFrom({ map });
      expect(await postsIn(path, reading)).toMatchObject([{ key }]);
      const fault = expect.stringContaining('expected a number of at most 15 digits, or text in quotes');
      expect(await faultsIn(path, reading)).toEqual([fault, fault]);
    }
  });

  it('leaves out an author or an answered post of a number that JSON cannot hold', async () => {
    const path = folder.write(
      'numbers.ndjson',
      '{"id":1,"text":"one","user":12345678901234567891,"to":12345678901234567891}\n{"id":2,"text":"two","user":5,"to":1}\n',
    );
    expect(await postsIn(path, await readingFrom({ map: 'author=user,replyTo=to' }))).toEqual([
      { key: '1', text: 'one' },
      { key: '2', text: 'two', author: '5', thread: { replyTo: '1' } },
    ]);
  });

  it('keeps the empty part of an id that is several columns, so that it is that of no other post', async () => {
    const path = folder.write('parts.csv', 'board,no,text\n,1/2,one\n1,2,two\n,,three\n');
    const reading = await readingFrom({ map: 'id=board+no' });
    expect((await postsIn(path, reading)).map(({ key }) => key)).toEqual(['/1/2', '1/2']);
    expect(await faultsIn(path, reading)).toHaveLength(1);
  });

  it('leads into objects by dots, and takes a name with a dot as it stands first', async () => {
    const path = folder.write('a.ndjson', '{"id":1,"user":{"name":"@a"},"user.id":"9","body":"one"}\n');
    expect(await postsIn(path, await readingFrom({ map: 'text=body,author=user.name' }))).toMatchObject([
      { author: '@a' },
    ]);
    expect(await postsIn(path, await readingFrom({ map: 'text=body,author=user.id' }))).toMatchObject([
      { author: '9' },
    ]);
  });

  it('takes media with their kind, hash and words, and the post that is answered', async () => {
    const hash = 'AB'.repeat(32);
    const path = folder.write(
      'm.csv',
      `id,text,file,sha,alt,to,thread\n2,two,image/jpeg,${hash},a boat,1,Harbour\n`,
    );
    const map = 'mediaType=file,mediaSha256=sha,mediaAlt=alt,replyTo=to,title=thread';
    expect(await postsIn(path, await readingFrom({ map }))).toEqual([
      {
        key: '2',
        text: 'two',
        media: [{ kind: 'image', alt: 'a boat', sha256: hash.toLowerCase() }],
        thread: { replyTo: '1', title: 'Harbour' },
      },
    ]);
  });

  it('is read from a file, with zone, language and delimiter', async () => {
    const map = folder.write(
      'map.yml',
      'columns:\n  text: [head, body]\n  publishedAt: when\ntimeZone: Asia/Tehran\nlanguage: fa\ndelimiter: ";"\n',
    );
    const path = folder.write('p.csv', 'id;head;body;when\n1;one, two;three;2026-03-01 12:35\n');
    expect(await postsIn(path, await readingFrom({ map }))).toEqual([
      { key: '1', text: 'one, two\nthree', language: 'fa', publishedAt: '2026-03-01T09:05:00.000Z' },
    ]);
  });

  it('has all its faults told at once, on the command line', async () => {
    const map = 'text=,body,autor=user,id=a,id=b';
    const error = await faultOf(readingFrom({ map, timeZone: 'Mars/Olympus' }));
    for (const part of ['"Mars/Olympus"', 'part 1', 'part 2', 'found "autor"', '"id" once'])
      expect(error.message).toContain(part);
    const parsed = parseMap(map);
    expect('faults' in parsed && parsed.faults).toHaveLength(4);
  });

  it('has all its faults told at once, in a file, with their places', async () => {
    const map = folder.write('bad.yml', 'columns:\n  txt: body\n  id: []\ntimeZone: Athens\nmore: 1\n');
    const error = await faultOf(readingFrom({ map }));
    const lines = error.message.split('\n').map((line) => line.slice(map.length));
    expect(lines.map((line) => line.split(':')[1])).toEqual(expect.arrayContaining(['2', '3', '4', '5']));
    await expect(readingFrom({ map: folder.write('none.yml', '') })).rejects.toThrow('one mapping');
    await expect(readingFrom({ map: 'no-such.yml' })).rejects.toThrow('readable file');
  });

  it('is refused where a column is missing or stands twice, without a word of the first line', async () => {
    const path = folder.write('c.csv', 'id,body,body,the old mill\n1,a,b,c\n');
    const reading = await readingFrom({ map: 'text=body,author=user' });
    const error = await faultOf(recordsIn(path, reading));
    expect(error.message).toContain('without user');
    expect(error.message).toContain('"body" once, found it 2 times');
    expect(error.message).not.toContain('mill');
  });

  it('tells faults of records by their own columns', async () => {
    const path = folder.write('d.ndjson', '{"no":1,"body":""}\n{"no":1,"body":"b","when":"soon"}\n');
    expect(await faultsIn(path, await readingFrom({ map: 'id=no,text=body,publishedAt=when' }))).toEqual([
      expect.stringContaining('1: text (from "body"):'),
      expect.stringContaining('2: publishedAt (from "when"):'),
    ]);
  });

  it('is for records of one’s own only, and makes another import of the same file', async () => {
    const path = folder.write('e.ndjson', '{"id":1,"text":"a","body":"b"}\n');
    await expect(
      openImportFile(path, { ...(await readingFrom({ map: 'text=body' })), preset: '4cat-ndjson' }),
    ).rejects.toThrow('leave one of them out');
    const [plain, mapped] = await Promise.all([
      openImportFile(path),
      openImportFile(path, await readingFrom({ map: 'text=body' })),
    ]);
    expect(plain.reading).toBe('');
    expect(mapped.reading).not.toBe('');
  });

  it('has the JSON Schema that lies beside its example, and the example is one', async () => {
    expect(JSON.parse(readFileSync(join(CONFIG, 'mapping.schema.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(mappingJsonSchema())),
    );
    expect(await readingFrom({ map: join(CONFIG, 'example.yml') })).toMatchObject({
      mapping: { columns: { text: ['title', 'body'] } },
    });
  });
});
