import { describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { parseEvents } from '../../../workers/sources/jetstream/parse-events.ts';
import { readParts, type StreamPart } from '../../../workers/sources/jetstream/read-parts.ts';
import { createMatcher, type Wanted } from '../../../workers/sources/jetstream/wanted.ts';
import { commitOf } from '../../fixtures/sources/cases/jetstream.ts';
import { authorisationOf } from '../../support/authorisation.ts';

const NOTHING: Wanted = { words: [], hashtags: [], languages: [], accounts: [] };

describe('what a stream’s source wants', () => {
  const wants = (wanted: Partial<Wanted>, post: Partial<Parameters<ReturnType<typeof createMatcher>>[0]>) =>
    createMatcher({ ...NOTHING, ...wanted })({
      account: 'did:plc:a',
      text: '',
      hashtags: [],
      languages: [],
      ...post,
    });

  it.each([
    ['HARBOUR', 'The harbour opens', true],
    ['café', 'CAFE at nine', true],
    ['ميناء', 'والمِيـناء مفتوح', true],
    ['harbour', 'ｈａｒｂｏｕｒ', true],
    ['harbour', 'har\u200bbour', true],
    ['harbour', 'hаrbour', true],
    ['sınır', 'SINIR kapısı', true],
    ['İSKELE', 'iskele açık', true],
    ['كشتي', 'دو کشتی آمد', true],
    ['नौका', 'नई नौका आई', true],
    ['whatsapp', 'on WhatsApppp', true],
    ['boot', 'my boots', true],
    ['harbour', 'the market opens', false],
  ])('takes the word %s for what it is in "%s": %s', (word, text, isWanted) => {
    expect(wants({ words: [word] }, { text })).toBe(isWanted);
  });

  it('takes hashtags from the text, the tags and the facets, and only whole ones', () => {
    const wanted = { hashtags: ['Boat'] };
    expect(wants(wanted, { text: 'see #boat now' })).toBe(true);
    expect(wants(wanted, { hashtags: ['BOAT'] })).toBe(true);
    expect(wants(wanted, { text: 'see #boats and a boat' })).toBe(false);
    expect(wants({ hashtags: ['नौका'] }, { text: 'यह #नौका है' })).toBe(true);
  });

  it('leaves out other languages, and no post that states none', () => {
    const wanted = { words: ['port'], languages: ['fr'] };
    expect(wants(wanted, { text: 'le port', languages: ['fr-CA'] })).toBe(true);
    expect(wants(wanted, { text: 'the port', languages: ['en'] })).toBe(false);
    expect(wants(wanted, { text: 'the port' })).toBe(true);
  });

  it('takes every post of an account where it asks for no words, and of no other account', () => {
    const accounts = ['did:plc:a'];
    expect(wants({ accounts }, { text: 'anything' })).toBe(true);
    expect(wants({ accounts }, { text: 'anything', account: 'did:plc:b' })).toBe(false);
    expect(wants({ accounts, words: ['port'] }, { text: 'anything' })).toBe(false);
  });
});

describe('events of a stream', () => {
  const job = (...events: unknown[]) => ({
    kind: 'jetstream' as const,
    url: 'wss://stream.example/subscribe',
    frames: events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))),
    wanted: { ...NOTHING, words: ['port'] },
    latestUs: 1000,
  });
  const event = (timeUs: number, what: object) => ({ did: 'did:plc:a', time_us: timeUs, ...what });
  const said = (n: number, text: string) => commitOf({ n, text }, 'create');
  const keysOf = (...events: unknown[]) => {
    const outcome = parseEvents(job(...events));
    if (outcome.kind !== 'page') throw new Error(`expected a page, found ${outcome.kind}`);
    return outcome.page;
  };

  it('tell how far they go, whatever their order and kind', () => {
    const page = keysOf(
      event(500, said(1, 'port')),
      event(900, { kind: 'identity' }),
      event(700, said(2, 'x')),
    );
    expect(page.span).toEqual({ first: 500, last: 900 });
    expect(page.posts.map(({ key }) => key)).toEqual(['at://did:plc:a/app.bsky.feed.post/1']);
  });

  it('drop what was deleted, and all of an account that is gone', () => {
    const gone = { kind: 'account', account: { active: false } };
    const deleted = commitOf({ n: 1, text: '' }, 'delete');
    expect(
      keysOf(event(1, said(1, 'port')), event(2, said(2, 'port')), event(3, deleted)).posts,
    ).toHaveLength(1);
    expect(keysOf(event(1, said(1, 'port')), event(2, said(2, 'port')), event(3, gone)).posts).toEqual([]);
    expect(keysOf(event(1, deleted), event(2, said(1, 'port'))).posts).toHaveLength(1);
  });

  it('leave out a post whose author asks for readers with an account', () => {
    const labels = { values: [{ val: '!no-unauthenticated' }] };
    const commit = { operation: 'create', collection: 'app.bsky.feed.post', rkey: '1' };
    const record = { text: 'port', labels };
    expect(keysOf(event(1, { kind: 'commit', commit: { ...commit, record } })).posts).toEqual([]);
  });

  it('count strange ones among good ones, and are a changed interface when all are strange', () => {
    const strange = event(2, { kind: 'commit', commit: { operation: 'create' } });
    expect(keysOf(event(1, said(1, 'port')), strange, '{', event(2000, said(3, 'port')))).toMatchObject({
      rejected: 3,
      posts: [{ text: 'port' }],
    });
    expect(parseEvents(job('{', '[]', event(2000, said(1, 'port'))))).toMatchObject({ kind: 'unexpected' });
  });
});

it('a stream without words, hashtags and accounts is refused: it would store the whole network', () => {
  const url = 'wss://stream.example/subscribe';
  const authorisation = authorisationOf('https://stream.example/');
  const parsed = Source.safeParse({ id: 'all', name: 'all', kind: 'jetstream', url, authorisation });
  expect(parsed.error?.issues).toMatchObject([
    { path: ['words'], message: expect.stringContaining('whole network') },
  ]);
});

it('a word of nothing but marks is refused: every post would have it', () => {
  const url = 'wss://stream.example/subscribe';
  const authorisation = authorisationOf('https://stream.example/');
  const source = { id: 'all', name: 'all', kind: 'jetstream', url, authorisation };
  expect(
    Source.safeParse({ ...source, words: ['\u0640\u0640', 'XXxx', '🚤🚤'] }).error?.issues,
  ).toMatchObject(
    ['a letter', 'different letters'].map((what, at) => ({
      path: ['words', at],
      message: expect.stringContaining(what),
    })),
  );
});

describe('messages that wait', () => {
  it('are bounded in number, too: empty ones take memory as well', async () => {
    const parts: StreamPart[] = [];
    const stream = {
      listen({ message }: { message(data: string): void }) {
        for (let sent = 0; sent < 200_000; sent += 1) message('');
      },
    };
    const options = { host: 'stream.example', forMs: 60_000, idleMs: 60_000 };
    for await (const part of readParts(stream, options)) parts.push(part);
    expect(parts.map(({ frames, end }) => [frames.length, end])).toEqual([[1000, 'overflow']]);
  });
});
