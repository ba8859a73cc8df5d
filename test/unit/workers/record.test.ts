import { describe, expect, it } from 'vitest';
import { type ParsedRecord, parseNdjsonRecord, toPost } from '../../../workers/intake/record.ts';
import { fc } from '../../support/properties.ts';

function faultOf(parsed: ParsedRecord): string {
  return 'fault' in parsed ? parsed.fault : 'no fault';
}

describe('a record of an import file', () => {
  it('becomes a post under the names of the contract, unknown fields passed over', () => {
    const line = JSON.stringify({
      id: 7,
      text: 'We go on Friday',
      lang: 'en',
      author: '@a',
      url: 'https://example.org/7',
      publishedAt: '2026-05-01T10:00:00+02:00',
      likes: 3,
    });
    expect(parseNdjsonRecord(line)).toEqual({
      post: {
        key: '7',
        text: 'We go on Friday',
        language: 'en',
        author: '@a',
        permalink: 'https://example.org/7',
        publishedAt: '2026-05-01T10:00:00+02:00',
      },
    });
  });

  it('may leave a field empty, null or out', () => {
    for (const empty of ['', null, undefined])
      expect(
        toPost({ id: 'a', text: 't', lang: empty, author: empty, url: empty, publishedAt: empty }),
      ).toEqual({
        post: { key: 'a', text: 't' },
      });
  });

  it('loses NUL and lone surrogates in every field, which PostgreSQL would refuse', () => {
    const line = String.raw`{"id":"a\u0000\ud800","text":"x\u0000\udc00y","author":"\ud83d","url":"u\u0000"}`;
    const parsed = parseNdjsonRecord(line);
    expect(parsed).toEqual({
      post: {
        key: 'a\ufffd\ufffd',
        text: 'x\ufffd\ufffdy',
        author: '\ufffd',
        permalink: 'u\ufffd',
      },
    });
  });

  it.each([
    ['no JSON', '{"id": 1, "text":', 'expected one JSON object, found text that is no JSON'],
    ['a raw NUL in a string', '{"id":1,"text":"a\u0000b"}', 'found text that is no JSON'],
    ['a list', '[1,2]', 'record: expected object, found array'],
    ['null', 'null', 'record: '],
    ['no text', '{"id":1}', 'text: expected string, found none'],
    ['an empty text', '{"id":1,"text":""}', 'text: '],
    ['no id', '{"text":"t"}', 'id: expected text or a number'],
    ['an empty id', '{"id":"","text":"t"}', 'id: '],
    ['a text of blanks', '{"id":1,"text":" \\n "}', 'text: expected text, found blanks alone'],
    ['an author that is none', '{"id":1,"text":"t","author":true}', 'author: expected string, found'],
    [
      'a date that is none',
      '{"id":1,"text":"t","publishedAt":"yesterday"}',
      'publishedAt: Invalid ISO datetime',
    ],
    [
      'the year 0',
      '{"id":1,"text":"t","publishedAt":"0000-01-01T00:00:00Z"}',
      'publishedAt: expected a time of the years 1 to 9999',
    ],
    ['no field right', '{"id":true,"text":5}', 'id: expected text or a number; text: '],
  ])('is rejected with the field and what was expected: %s', (_, line, fault) => {
    expect(faultOf(parseNdjsonRecord(line))).toContain(fault);
  });

  it('keeps an author that is a number, and leaves out one whose digits were lost', () => {
    expect(parseNdjsonRecord('{"id":1,"text":"t","author":5}')).toMatchObject({ post: { author: '5' } });
    const lost = parseNdjsonRecord('{"id":1,"text":"t","author":12345678901234567890}');
    expect(lost).toEqual({ post: { key: '1', text: 't' } });
  });

  it.each(['this is no tag', '@somebody', 'x'.repeat(50), 'e\u0000n', 7])(
    'leaves out the language %j, which is none and would stand in a clear column',
    (lang) => {
      expect(toPost({ id: 1, text: 't', lang })).toEqual({ post: { key: '1', text: 't' }, hasNoTag: true });
    },
  );

  it('has a language as tags are written', () => {
    expect(toPost({ id: 1, text: 't', lang: 'pt_BR' })).toEqual({
      post: { key: '1', text: 't', language: 'pt-BR' },
    });
  });

  it('is rejected when its id is a number that has lost digits: two posts would become one', () => {
    expect(faultOf(parseNdjsonRecord('{"id":1890123456789012345,"text":"t"}'))).toContain(
      'id: expected a number',
    );
    expect(faultOf(parseNdjsonRecord('{"id":1e400,"text":"t"}'))).toContain('id: ');
    expect(parseNdjsonRecord('{"id":"1890123456789012345","text":"t"}')).toMatchObject({
      post: { key: '1890123456789012345' },
    });
  });

  it('never throws, and says nothing of the text in a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = toPost(value);
        expect('post' in parsed || parsed.fault.length > 0).toBe(true);
      }),
    );
    const secret = 'meet at the old mill';
    expect(faultOf(toPost({ id: null, text: secret, lang: secret.repeat(9) }))).not.toContain('mill');
  });
});
