import { describe, expect, it } from 'vitest';
import { type Element, readElements } from '../../../workers/intake/elements.ts';
import { fc } from '../../support/properties.ts';

const ROOT = (keys: readonly string[]) => keys.length === 0;
const MESSAGES = (keys: readonly string[]) => keys.at(-1) === 'messages';

async function* inChunks(content: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function elementsOf(
  content: string | Buffer,
  isWanted = ROOT,
  size = 7,
  maxBytes = 1000,
): Promise<Element[]> {
  const elements: Element[] = [];
  for await (const some of readElements(inChunks(Buffer.from(content), size), isWanted, maxBytes))
    elements.push(...some);
  return elements;
}

/** What each is as JSON, or why it is none. */
const told = (elements: readonly Element[]): unknown[] =>
  elements.map(({ raw, fault }) => fault ?? JSON.parse(raw ?? ''));

const indented = (value: unknown) => JSON.stringify(value, null, 1);

describe('the members of a list in a JSON document', () => {
  it('are the same values, however the document is spaced and its bytes are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()), { maxLength: 6 }),
        fc.constantFrom(undefined, 1, 4, '\t'),
        fc.integer({ min: 1, max: 40 }),
        async (values, space, size) => {
          const document = JSON.stringify(values, null, space);
          const elements = await elementsOf(document, ROOT, size, 1_000_000);
          expect(told(elements)).toEqual(JSON.parse(JSON.stringify(values)));
          expect(elements.map(({ ordinal }) => ordinal)).toEqual(values.map((_, at) => at + 1));
        },
      ),
    );
  });

  it('are found wherever their list stands, with what its object said before', async () => {
    const document = {
      about: 'not "messages": [1]',
      contacts: { list: [{ name: '{"messages":[' }] },
      chats: {
        list: [
          { name: 'a', id: 12, messages: [{ n: 1 }] },
          { name: 'b', type: null, id: 13, messages: [{ n: 2 }] },
        ],
      },
    };
    for (const text of [indented(document), JSON.stringify(document)]) {
      const elements = await elementsOf(text, MESSAGES);
      expect(told(elements)).toEqual([{ n: 1 }, { n: 2 }]);
      expect(elements.map(({ head }) => Object.fromEntries(head))).toEqual([
        { name: 'a', id: '12' },
        { name: 'b', type: 'null', id: '13' },
      ]);
    }
  });

  it('have the line on which they begin', async () => {
    const elements = await elementsOf(indented({ messages: [{ a: 1 }, { b: [1, 2] }, { c: 1 }] }), MESSAGES);
    expect(elements.map(({ line }) => line)).toEqual([3, 6, 12]);
  });

  it.each([
    ['a quote that is never closed', (text: string) => text.replace('"two"', '"two')],
    [
      'a brace that is never closed',
      (text: string) => text.replace('"in": {\n    "n": 2\n   }', '"in": {\n    "n": 2'),
    ],
    ['a bracket too many', (text: string) => text.replace('"two"', '"two"]')],
    ['another bracket', (text: string) => text.replace('"two"', '["two"}')],
    ['a whole object too many', (text: string) => text.replace('"two"', '"two"\n  }\n  }')],
  ])('cost no other in an indented document, for %s', async (_, breakIt) => {
    const good = indented({
      messages: [1, 2, 3, 4].map((n) => ({ text: ['one', 'two', 'three', 'four'][n - 1], in: { n } })),
    });
    const broken = breakIt(good);
    expect(broken).not.toBe(good);
    for (const size of [1, 5, 4096]) {
      const elements = await elementsOf(broken, MESSAGES, size);
      const values = elements.flatMap(({ raw, fault }) =>
        fault === undefined ? [JSON.parse(raw ?? '')] : [],
      );
      expect(values.map(({ text }) => text).filter((text) => text !== 'two')).toEqual([
        'one',
        'three',
        'four',
      ]);
      expect(elements.some(({ fault }) => fault !== undefined)).toBe(true);
    }
  });

  it('cost no other when the last is broken', async () => {
    const good = indented({ messages: [{ text: 'one' }, { text: 'two' }] });
    const elements = await elementsOf(good.replace('"two"\n  }', '"two'), MESSAGES);
    expect(told(elements)).toEqual([{ text: 'one' }, expect.stringContaining('without its counterpart')]);
  });

  it('end the reading where a document without lines leaves open where the next begins', async () => {
    const text = JSON.stringify([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    await expect(elementsOf(text.replace('"two"}', '"two"]'))).rejects.toThrow(
      /fault in record 2, line 1, .* mend it there/,
    );
  });

  it('are not held when they are too long, and the next is read', async () => {
    const text = indented({ messages: [{ text: 'x'.repeat(5000) }, { text: 'short' }] });
    expect(told(await elementsOf(text, MESSAGES))).toEqual([
      expect.stringMatching(/at most 1000 bytes, found 50\d\d/),
      { text: 'short' },
    ]);
  });

  it('must be UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"b":1}]')]);
    expect(told(await elementsOf(bytes))).toEqual(['expected UTF-8, found bytes that are none', { b: 1 }]);
  });

  it.each([
    ['cut in a record', '[{"a":1},{"b":', 'its end in the middle'],
    ['cut between records', '{"messages":[{"a":1},', 'its end in the middle'],
    ['of nothing', ' \n', 'nothing'],
    ['of plain text', 'hello', 'something else'],
    ['with more behind its end', '[{"a":1}] [', 'more behind its end'],
    ['with a bracket too many', '{"messages":[]}}', 'a bracket that closes nothing'],
    ['of brackets alone', '{"a":'.repeat(600), 'brackets inside one another'],
  ])('end with an error in a document %s', async (_, text, found) => {
    await expect(elementsOf(text, (keys) => ROOT(keys) || MESSAGES(keys))).rejects.toThrow(found);
  });

  it('are looked for in vain in a document without such a list', async () => {
    await expect(elementsOf('{"posts":[{"a":1}]}', MESSAGES)).rejects.toThrow(
      'found none where this preset looks',
    );
    expect(await elementsOf('{"messages":[]}', MESSAGES)).toEqual([]);
  });

  it('never end in anything but records or a coded error, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', ' ', '1', 'messages', '"a"'),
          { maxLength: 60 },
        ),
        async (pieces) => {
          try {
            await elementsOf(pieces.join(''), (keys) => ROOT(keys) || MESSAGES(keys));
          } catch (error) {
            expect(error).toMatchObject({ code: 'input.invalid' });
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
