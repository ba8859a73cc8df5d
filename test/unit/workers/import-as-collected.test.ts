import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePosts } from '../../../workers/sources/bluesky/parse-posts.ts';
import type { ParseOutcome } from '../../../workers/sources/parse/parse-job.ts';
import { parseChannel } from '../../../workers/sources/telegram/parse-channel.ts';
import { ndjsonOf, SECONDS } from '../../fixtures/imports/import-case.ts';
import { importFolder, postsIn } from '../../support/import-files.ts';

const INVITATION = 'https://t.me/+AbCdEfGhIjKlMnOp';

let folder: ReturnType<typeof importFolder>;
beforeAll(() => {
  folder = importFolder();
});
afterAll(() => folder.remove());

async function imported(item: unknown): Promise<string[]> {
  const posts = await postsIn(folder.write('items.ndjson', ndjsonOf([item])), { preset: '4cat-ndjson' });
  return posts.map(({ text }) => text);
}

const jobOf = (content: string, url: string) => ({
  bytes: new TextEncoder().encode(content),
  contentType: '',
  url,
});

function collected(outcome: ParseOutcome): string[] {
  if (outcome.kind !== 'page') throw new Error(`expected a page, found ${JSON.stringify(outcome)}`);
  return outcome.page.posts.map(({ text }) => text);
}

/** Where some words stand in a text, in bytes. */
function placeOf(text: string, words: string): readonly [start: number, end: number] {
  const start = Buffer.byteLength(text.slice(0, text.indexOf(words)));
  return [start, start + Buffer.byteLength(words)];
}

describe('a post of Bluesky has the text that was collected', () => {
  const said = '⛵ write to t.me/+AbCdEfGhIjK... or here, today';
  const links = [
    ['t.me/+AbCdEfGhIjK...', INVITATION],
    ['here', 'https://chat.example.org/a?utm_source=bsky'],
  ] as const;
  const lexicon = links.map(([words, uri]) => {
    const [byteStart, byteEnd] = placeOf(said, words);
    return { index: { byteStart, byteEnd }, features: [{ $type: 'app.bsky.richtext.facet#link', uri }] };
  });
  const client = links.map(([words, uri]) => {
    const [start, end] = placeOf(said, words);
    return { index: { byte_start: start, byte_end: end }, features: [{ uri, tag: null, did: null }] };
  });
  const card = { external: { uri: 'https://board.example.org/1', title: 'A card' } };
  const item = (record: object, embed?: object) => ({
    uri: 'at://did:plc:a/app.bsky.feed.post/1',
    author: { did: 'did:plc:a', handle: 'a.example' },
    record: { text: said, ...record },
    ...(embed === undefined ? {} : { embed }),
  });
  const whole =
    '⛵ write to t.me/+AbCdEfGhIjKlMnOp or here, today\nhttps://chat.example.org/a\nhttps://board.example.org/1';
  const live = (embed: object) =>
    collected(
      parsePosts({
        kind: 'bluesky',
        ...jobOf(JSON.stringify({ posts: [item({ facets: lexicon }, embed)] }), 'https://a.example/list'),
      }),
    );

  it.each([
    ['as the interface writes it', lexicon, card],
    ['as the client of 4CAT writes it', client, card],
    ['beside a quoted post', client, { record: {}, media: card }],
  ])('%s', async (_how, facets, embed) => {
    expect(live(embed)).toEqual([whole]);
    expect(await imported(item({ facets, embed }))).toEqual([whole]);
  });

  it('also where its facets or its card have another shape', async () => {
    const strange = [{ features: [{ uri: INVITATION }] }, null, 7];
    expect(await imported(item({ facets: strange, embed: { external: null } }))).toEqual([said]);
    expect(await imported(item({ facets: 'x', embed: { external: 'x', images: null } }))).toEqual([said]);
  });

  it('and no moving picture of its card', async () => {
    const moving = { external: { uri: 'https://media.tenor.com/a.gif' } };
    expect(await imported(item({ embed: moving }))).toEqual([said]);
  });
});

describe('a message of Telegram has the text that was collected', () => {
  const page = (inner: string) =>
    collected(
      parseChannel({
        kind: 'telegram',
        ...jobOf(
          `<main class="tgme_channel_history"><div class="tgme_widget_message" data-post="boats/7">${inner}</div></main>`,
          'https://t.me/s/boats',
        ),
      }),
    );
  const message = {
    ...{ _type: 'Message', id: 7, peer_id: {}, date: SECONDS },
    _chat: { username: 'Boats', id: 9 },
  };

  it('with words that lead somewhere, buttons and a card', async () => {
    const text = 'Book here, ask @someone or see our list';
    const at = (words: string) => ({ offset: text.indexOf(words), length: words.length });
    const html =
      `<div class="tgme_widget_message_text">Book <a href="${INVITATION}">here</a>, ask ` +
      '<a href="https://t.me/someone">@someone</a> or see <a href="https://t.me/boats/3">our list</a></div>' +
      '<a class="tgme_widget_message_link_preview" href="https://board.example.org/1">A card</a>' +
      '<a class="tgme_widget_message_inline_button" href="https://chat.example.org/b?fbclid=x">Book</a>' +
      '<a class="tgme_widget_message_inline_button" href="https://t.me/share/url?url=x">Tell others</a>';
    const item = {
      ...message,
      message: text,
      entities: [
        { ...at('here'), url: INVITATION },
        { ...at('@someone'), url: 'https://t.me/someone' },
        { ...at('our list'), url: 'https://t.me/boats/3' },
      ],
      media: { _type: 'MessageMediaWebPage', webpage: { url: 'https://board.example.org/1' } },
      reply_markup: {
        rows: [
          { buttons: [{ text: 'Book', url: 'https://chat.example.org/b?fbclid=x' }] },
          { buttons: [{ text: 'Tell others', url: 'https://t.me/share/url?url=x' }, { text: 'Like' }] },
        ],
      },
    };
    const live = page(html);
    expect(live).toHaveLength(1);
    expect(new Set(live[0]?.split('\n'))).toEqual(
      new Set([text, 'Book', INVITATION, 'https://board.example.org/1', 'https://chat.example.org/b']),
    );
    expect(await imported(item)).toEqual(live);
  });

  it('with a poll, and with the card of somebody', async () => {
    const option = (text: string) => `<div class="tgme_widget_message_poll_option_text">${text}</div>`;
    const poll = `<div class="tgme_widget_message_poll_question">When?</div>${option('Friday')}${option('Sunday')}`;
    const media = {
      poll: { question: { text: 'When?' }, answers: [{ text: 'Friday' }, { text: { text: 'Sunday' } }] },
    };
    expect(page(poll)).toEqual(['When?\nFriday\nSunday']);
    expect(await imported({ ...message, message: '', media })).toEqual(page(poll));
    const card =
      '<div class="tgme_widget_message_contact_name">Sam</div><div class="tgme_widget_message_contact_phone">+00 000 0000</div>';
    const contact = { first_name: 'Sam', last_name: '', phone_number: '+00 000 0000' };
    expect(await imported({ ...message, message: '', media: contact })).toEqual(page(card));
  });
});
