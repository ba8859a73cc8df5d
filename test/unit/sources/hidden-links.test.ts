import { describe, expect, it } from 'vitest';
import { parsePosts as parseBluesky } from '../../../workers/sources/bluesky/parse-posts.ts';
import { parseEvents } from '../../../workers/sources/jetstream/parse-events.ts';
import { parseViews } from '../../../workers/sources/lemmy/parse-views.ts';
import type { ParseOutcome } from '../../../workers/sources/parse/parse-job.ts';
import { parseListing } from '../../../workers/sources/reddit/parse-listing.ts';
import { parseChannel } from '../../../workers/sources/telegram/parse-channel.ts';

const INVITATION = 'https://t.me/+AbCdEfGhIjKlMnOp';
const url = 'https://site.example/list';
const job = (value: unknown) => ({
  bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
  contentType: '',
  url,
});

function textsOf(outcome: ParseOutcome): string[] {
  if (outcome.kind !== 'page') throw new Error(`expected a page, found ${JSON.stringify(outcome)}`);
  return outcome.page.posts.map(({ text }) => text);
}

/** A link over the first place of some words. */
function facet(text: string, words: string, uri: string): object {
  const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(words)));
  const index = { byteStart, byteEnd: byteStart + Buffer.byteLength(words) };
  return { index, features: [{ $type: 'app.bsky.richtext.facet#link', uri }] };
}

describe('links of Bluesky', () => {
  const read = (text: string, facets: unknown, embed?: object) => {
    const post = {
      uri: 'at://did:plc:a/app.bsky.feed.post/1',
      author: { did: 'did:plc:a' },
      record: { text, facets },
      ...(embed === undefined ? {} : { embed }),
    };
    return textsOf(parseBluesky({ kind: 'bluesky', ...job({ posts: [post] }) }));
  };

  it('that programs shorten are whole where they stand, and come no second time', () => {
    const text = '⛵ write to t.me/+AbCdEfGhIjK... or api.whatsapp.com/send?phone=4..., today';
    const whatsapp = 'https://api.whatsapp.com/send?phone=491500000000';
    const facets = [
      facet(text, 'api.whatsapp.com/send?phone=4...', whatsapp),
      facet(text, 't.me/+AbCdEfGhIjK...', INVITATION),
    ];
    expect(read(text, facets)).toEqual([
      '⛵ write to t.me/+AbCdEfGhIjKlMnOp or api.whatsapp.com/send?phone=491500000000, today',
    ]);
  });

  it('behind other words stand below the text; mentions and hashtags do not', () => {
    const text = 'Book here, @someone #boats';
    const did = { index: { byteStart: 11, byteEnd: 19 }, features: [{ did: 'did:plc:b' }] };
    const tag = { index: { byteStart: 20, byteEnd: 26 }, features: [{ tag: 'boats' }] };
    expect(read(text, [facet(text, 'here', INVITATION), did, tag])).toEqual([`${text}\n${INVITATION}`]);
  });

  it('of another shape, out of the text or over one another cost no post', () => {
    const text = 'Seats left ...';
    const strange = [{ index: {}, features: 'x' }, null, 7];
    const outside = { index: { byteStart: 5, byteEnd: 500 }, features: [{ uri: 'https://a.example/1' }] };
    expect(read(text, [...strange, outside, facet(text, 'Seats', INVITATION)])).toEqual([
      `${text}\n${INVITATION}`,
    ]);
    expect(read(text, 'x')).toEqual([text]);
  });

  it('whose places lie within a letter leave the text as it is', () => {
    const index = { byteStart: 1, byteEnd: 5 };
    expect(read('قارب', [{ index, features: [{ uri: INVITATION }] }])).toEqual([`قارب\n${INVITATION}`]);
  });

  const card = (uri: string) => ({
    $type: 'app.bsky.embed.external#view',
    external: { uri, title: 'A group', description: 'of others' },
  });

  it('in a card stand below the text, also without one, and beside a quoted post', () => {
    expect(read('Seats left', undefined, card(INVITATION))).toEqual([`Seats left\n${INVITATION}`]);
    expect(read('', undefined, { record: {}, media: card(INVITATION) })).toEqual([INVITATION]);
    expect(read('Seats left', undefined, card('https://media.tenor.com/a/b.gif?hh=1&ww=1'))).toEqual([
      'Seats left',
    ]);
  });

  it('are in the stream as in lists, and its words are looked for in them', () => {
    const record = { text: 'Seats left', embed: { ...card(INVITATION), $type: 'app.bsky.embed.external' } };
    const commit = { operation: 'create', collection: 'app.bsky.feed.post', rkey: '1', record };
    const frames = [JSON.stringify({ did: 'did:plc:a', time_us: 1, kind: 'commit', commit })];
    const wanted = { words: ['t.me/+'], hashtags: [], languages: [], accounts: [] };
    expect(
      textsOf(parseEvents({ kind: 'jetstream', url: 'wss://s.example', frames, wanted, latestUs: 2 })),
    ).toEqual([`Seats left\n${INVITATION}`]);
  });
});

describe('links of Telegram', () => {
  const read = (content: string) => {
    const message = `<div class="tgme_widget_message" data-post="channel/5">${content}</div>`;
    const page = `<section class="tgme_channel_history">${message}</section>`;
    return textsOf(parseChannel({ kind: 'telegram', ...job(page), url: 'https://t.me/s/channel' }));
  };
  const text = (html: string) => `<div class="tgme_widget_message_text">${html}</div>`;

  it('stand below the text; hashtags, mentions and the channel itself do not', () => {
    const html =
      'Seats left, <a href="https://wa.me/000000000?text=a&amp;amp;b=1" onclick="return confirm()">book</a> ' +
      '<a href="?q=%23boats">#boats</a> <a href="https://t.me/example_handle">@example_handle</a> ' +
      '<a href="https://t.me/Channel">Our channel</a> <a href="https://t.me/channel/4">before</a>';
    expect(read(text(html))).toEqual([
      'Seats left, book #boats @example_handle Our channel before\nhttps://wa.me/000000000?text=a&b=1',
    ]);
    expect(read(text('ask <a href="https://t.me/example_handle">me</a>'))).toEqual([
      'ask me\nhttps://t.me/example_handle',
    ]);
  });

  it('of buttons and previews, with the words of a button', () => {
    const button = (href: string, words: string) =>
      `<a class="tgme_widget_message_inline_button url_button" href="${href}"><span class="tgme_widget_message_inline_button_text">${words}</span></a>`;
    const preview =
      '<a class="tgme_widget_message_link_preview" href="https://example.org/boats"><div>A title</div></a>';
    const shown = button(INVITATION, 'Book') + button('https://t.me/channel/5', 'Show');
    expect(read(text('Seats left') + preview + shown)).toEqual([
      `Seats left\nBook\nhttps://example.org/boats\n${INVITATION}`,
    ]);
    expect(read(shown)).toEqual([`Book\n${INVITATION}`]);
  });

  it('a card of somebody is name and number, and a post without any other text', () => {
    const card =
      '<div class="tgme_widget_message_contact"><div class="tgme_widget_message_contact_name">Invented Name</div>' +
      '<div class="tgme_widget_message_contact_phone">+00 555 0100</div></div>';
    expect(read(card)).toEqual(['Invented Name\n+00 555 0100']);
  });
});

describe('posts that are a link', () => {
  it('of Reddit have it below their title, pictures and posts of its own do not', () => {
    const read = (data: object) => {
      const children = [{ kind: 't3', data: { name: 't3_1', title: 'Seats left', ...data } }];
      return textsOf(parseListing({ kind: 'reddit', ...job({ kind: 'Listing', data: { children } }) }));
    };
    expect(read({ is_self: false, url: INVITATION })).toEqual([`Seats left\n${INVITATION}`]);
    for (const own of [
      'https://i.redd.it/a.jpg',
      'https://www.reddit.com/gallery/1',
      '/r/travel/comments/1/x/',
    ])
      expect(read({ is_self: false, url: own })).toEqual(['Seats left']);
    expect(read({ is_self: false, url: 'https://a.example/b.jpg', post_hint: 'image' })).toEqual([
      'Seats left',
    ]);
    expect(read({ is_self: true, url: INVITATION })).toEqual(['Seats left']);
  });

  it('of Lemmy have it below their title, pictures do not', () => {
    const read = (more: object) =>
      textsOf(
        parseViews({ kind: 'lemmy', ...job({ posts: [{ post: { id: 1, name: 'Seats left', ...more } }] }) }),
      );
    expect(read({ url: INVITATION })).toEqual([`Seats left\n${INVITATION}`]);
    expect(read({ url: 'https://l.example/p.jpg', url_content_type: 'image/jpeg' })).toEqual(['Seats left']);
    expect(read({ url: null })).toEqual(['Seats left']);
  });
});
