import { describe, expect, it } from 'vitest';
import { type NumberedRecord, readCsv } from '../../../workers/intake/csv.ts';
import { fc } from '../../support/properties.ts';

async function* oneChunk(content: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

async function recordsOf(content: string | Buffer): Promise<NumberedRecord[]> {
  const records: NumberedRecord[] = [];
  for await (const some of readCsv(oneChunk(content))) records.push(...some);
  return records;
}

/** Line and text of what is taken, line and "rejected" of the rest. */
async function told(content: string | Buffer): Promise<string[]> {
  return (await recordsOf(content)).map(
    ({ line, parsed }) =>
      `${line} ${'post' in parsed ? `${parsed.post.key}: ${parsed.post.text}` : 'rejected'}`,
  );
}

describe('CSV', () => {
  it('is read by the names in its header, whatever their order, with BOM and CRLF', async () => {
    expect(await told('\ufefftext , likes,id\r\nhello,3,a\r\n"one, two",,b\r\n')).toEqual([
      '2 a: hello',
      '3 b: one, two',
    ]);
  });

  it('keeps line breaks, blank lines and doubled quotes of a quoted field', async () => {
    expect(await told('id,text\n1,"first\n\nsecond ""quoted"", end"\n2,next\n')).toEqual([
      '2 1: first\n\nsecond "quoted", end',
      '5 2: next',
    ]);
  });

  it('gives back every text that was written by the rules of RFC 4180', async () => {
    // Blanks alone are no text, and told as such.
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((one) => !/[\0\ufeff]/.test(one) && /\S/.test(one));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const rows = texts.map((one, at) => `k${at},"${one.replaceAll('"', '""')}"`);
        const records = await recordsOf(`id,text\n${rows.join('\n')}\n`);
        expect(records.map(({ parsed }) => ('post' in parsed ? parsed.post.text : parsed))).toEqual(texts);
      }),
    );
  });

  it('rejects a row with a quote out of place and takes the rows around it', async () => {
    expect(await told('id,text\n1,ok\n2,"a"b\n3,say "hi" now\n4,ok\n')).toEqual([
      '2 1: ok',
      '3 rejected',
      '4 rejected',
      '5 4: ok',
    ]);
  });

  it('rejects only the line of a quote that is never closed', async () => {
    expect(await told('id,text\n1,"open\n2,two\n3,three\n')).toEqual([
      '2 rejected',
      '3 2: two',
      '4 3: three',
    ]);
  });

  it('does so also where the rest of the file is larger than a record may be', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => `${at},${'harmless words '.repeat(4)}`);
    const records = await recordsOf(`id,text\nx,"open\n${rows.join('\n')}\n`);
    expect(records.filter(({ parsed }) => 'fault' in parsed).map(({ line }) => line)).toEqual([2]);
    expect(records).toHaveLength(30_001);
  });

  it('rejects a row with more fields than the header: a comma cut its text', async () => {
    const records = await recordsOf('id,text\n1,hello, world\n2,fine,,\n');
    expect(records[0]).toMatchObject({
      line: 2,
      parsed: { fault: expect.stringContaining('expected at most 2 fields as in the header, found 3') },
      raw: '1,hello, world',
    });
    expect(records[1]).toMatchObject({ parsed: { post: { text: 'fine' } } });
  });

  it('rejects broken UTF-8 and over-long lines alone, inside a quoted field too', async () => {
    const broken = Buffer.concat([
      Buffer.from('id,text\n1,"a\n'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`\nb"\n2,two\n3,${'x'.repeat(1_100_000)}\n4,four\n`),
    ]);
    expect(await told(broken)).toEqual(['2 rejected', '5 2: two', '6 rejected', '7 4: four']);
  });

  it('refuses a file whose first line does not name id and text, without repeating the line', async () => {
    await expect(recordsOf('7,the old mill\n')).rejects.toThrow(/^(?!.*mill).*id and text/);
    await expect(recordsOf('id;body\n1;a\n')).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it.each([
    [
      'is no UTF-8',
      Buffer.from([0xff, 0xfe]),
      'line 1, which names the columns: expected UTF-8, found bytes',
    ],
    [
      'has a quote out of place',
      Buffer.from('id,"te"xt'),
      'line 1, which names the columns: expected quotes',
    ],
    [
      'comes after a blank line',
      Buffer.from('\n\xff', 'latin1'),
      'line 2, which names the columns: expected UTF-8',
    ],
    ['never closes a quote', Buffer.from('id,"text'), 'line 1, which names the columns: expected quotes'],
  ])('refuses a file whose header %s: no record takes its place', async (_, header, told) => {
    const file = Buffer.concat([header, Buffer.from('\nid,text\n1,one\n')]);
    await expect(recordsOf(file)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(told),
    });
  });

  it('is read with semicolons, tabs or bars where its header has no comma', async () => {
    expect(await told('"id";"text"\n1;"one; two, three"\n')).toEqual(['2 1: one; two, three']);
    expect(await told('id\ttext\n1\tone, two\n')).toEqual(['2 1: one, two']);
    expect(await told('id|text\n1|one\n')).toEqual(['2 1: one']);
  });

  it('refuses a header that names a used column twice, and takes one that repeats what nobody reads', async () => {
    await expect(recordsOf('id,text,text,url,url\n1,a,b,c,d\n')).rejects.toThrow(
      /column "text" once, found it 2 times[\s\S]*column "url" once/,
    );
    expect(await told('id,text,likes,likes\n1,a,2,3\n')).toEqual(['2 1: a']);
  });

  it('of no lines, or a header alone, has no records', async () => {
    expect(await recordsOf('')).toEqual([]);
    expect(await recordsOf('id,text\n\n')).toEqual([]);
  });
});
