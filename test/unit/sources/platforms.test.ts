import { describe, expect, it } from 'vitest';
import { parsePosts as parseBluesky } from '../../../workers/sources/bluesky/parse-posts.ts';
import { parsePosts as parseDiscourse } from '../../../workers/sources/discourse/parse-posts.ts';
import { parseViews } from '../../../workers/sources/lemmy/parse-views.ts';
import type { ParsedPage, ParseOutcome } from '../../../workers/sources/parse/parse-job.ts';
import { parseChannel } from '../../../workers/sources/telegram/parse-channel.ts';

const url = 'https://site.example/list?limit=100';
const bytesOf = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const job = (value: unknown) => ({ bytes: bytesOf(value), contentType: '', url });

function pageOf(outcome: ParseOutcome): ParsedPage {
  if (outcome.kind !== 'page') throw new Error(`expected a page, found ${JSON.stringify(outcome)}`);
  return outcome.page;
}

describe('Bluesky', () => {
  const view = (n: number, more: object = {}, author: object = {}) => ({
    uri: `at://did:plc:a/app.bsky.feed.post/${n}`,
    cid: 'bafy',
    author: { did: 'did:plc:a', handle: 'a.example.org', ...author },
    record: { $type: 'app.bsky.feed.post', text: `text ${n}`, langs: ['ar', 'fr'] },
    indexedAt: '2026-05-01T10:00:00Z',
    ...more,
  });
  const posts = (...views: object[]) =>
    pageOf(parseBluesky({ kind: 'bluesky', ...job({ posts: views, cursor: '25' }) }));

  it('reads a search, and goes on from its cursor', () => {
    const page = posts(view(1));
    expect(page.next).toBe('https://site.example/list?limit=100&cursor=25');
    expect(page.posts).toEqual([
      {
        key: 'at://did:plc:a/app.bsky.feed.post/1',
        text: 'text 1',
        language: 'ar',
        permalink: 'https://bsky.app/profile/did:plc:a/post/1',
        author: 'a.example.org',
      },
    ]);
  });

  it('leaves out who asked to be shown to people with an account only', () => {
    const hidden = { labels: [{ val: '!no-unauthenticated', src: 'did:plc:a' }] };
    const shownAgain = { labels: [{ val: '!no-unauthenticated', src: 'did:plc:a', neg: true }] };
    const page = posts(view(1, {}, hidden), view(2, {}, shownAgain), view(3));
    expect(page.posts.map((post) => post.text)).toEqual(['text 2', 'text 3']);
    expect(page.rejected).toBe(0);
  });

  it.each([
    [
      'a video',
      { $type: 'app.bsky.embed.video#view', cid: 'x', playlist: 'x', alt: 'a pier' },
      ['video', 'a pier'],
    ],
    [
      'pictures beside a quoted post',
      {
        $type: 'app.bsky.embed.recordWithMedia#view',
        record: {},
        media: { $type: 'app.bsky.embed.images#view', images: [{ alt: 'a boat' }] },
      },
      ['image', 'a boat'],
    ],
  ])('describes %s', (_what, embed, [kind, alt]) => {
    expect(posts(view(1, { embed })).posts[0]?.media).toEqual([{ kind, alt, sha256: null }]);
  });

  it('leaves out what an account passes on of others, in its own list alone', () => {
    const feed = [
      { post: view(1), reason: { $type: 'app.bsky.feed.defs#reasonPin' } },
      { post: view(2), reason: { $type: 'app.bsky.feed.defs#reasonRepost', by: {} } },
      { post: view(3), reason: null },
    ];
    const read = (method: string) => {
      const answer = { ...job({ feed }), url: `https://site.example/xrpc/app.bsky.feed.${method}?limit=100` };
      return pageOf(parseBluesky({ kind: 'bluesky', ...answer })).posts.map((post) => post.text);
    };
    expect(read('getAuthorFeed')).toEqual(['text 1', 'text 3']);
    expect(read('getFeed')).toEqual(['text 1', 'text 2', 'text 3']);
  });

  it('describes the pictures of a gallery', () => {
    const embed = { $type: 'app.bsky.embed.gallery#view', items: [{ alt: 'a boat' }, { alt: '' }] };
    expect(posts(view(1, { embed })).posts[0]?.media).toEqual([
      { kind: 'image', alt: 'a boat', sha256: null },
      { kind: 'image', sha256: null },
    ]);
  });

  it('describes no link card as a picture', () => {
    const embed = { $type: 'app.bsky.embed.external#view', external: { uri: 'https://a.example' } };
    expect(posts(view(1, { embed })).posts[0]?.media).toBeUndefined();
  });
});

describe('Lemmy', () => {
  it('joins title and body of a post, and takes a moderator’s removal as one', () => {
    const post = (id: number, more: object) => ({
      post: {
        id,
        name: `title ${id}`,
        ap_id: `https://l.example/post/${id}`,
        removed: false,
        deleted: false,
        ...more,
      },
      creator: { name: 'a', actor_id: 'https://l.example/u/a' },
    });
    const answer = {
      posts: [post(1, { body: 'body' }), post(2, {}), post(3, { removed: true })],
      next_page: null,
    };
    const page = pageOf(parseViews({ kind: 'lemmy', ...job(answer) }));
    expect(page.posts.map((one) => one.text)).toEqual(['title 1\n\nbody', 'title 2']);
    expect(page.next).toBeUndefined();
  });

  it('reads version 4 of the interface, where both lists are paged by a cursor', () => {
    const items = [
      {
        comment: {
          id: 9,
          content: 'x',
          path: '0.8.9',
          published_at: '2026-05-01T10:00:00Z',
          ap_id: 'https://l.example/comment/9',
        },
        post: { id: 3, name: 'title' },
        creator: { name: 'a', ap_id: 'https://l.example/u/a' },
      },
    ];
    const page = pageOf(parseViews({ kind: 'lemmy', ...job({ items, next_page: 'C8' }) }));
    expect(page.next).toBe('https://site.example/list?limit=100&page_cursor=C8');
    expect(page.posts).toEqual([
      {
        key: 'comment/9',
        text: 'x',
        publishedAt: '2026-05-01T10:00:00.000Z',
        permalink: 'https://l.example/comment/9',
        author: 'https://l.example/u/a',
        thread: { replyTo: 'comment/8', title: 'title' },
      },
    ]);
    expect(pageOf(parseViews({ kind: 'lemmy', ...job({ items: [] }) })).next).toBeUndefined();
  });

  it('a comment straight below a post answers the post', () => {
    const comments = [{ comment: { id: 9, content: 'x', path: '0.9' }, post: { id: 3, name: 'title' } }];
    const page = pageOf(parseViews({ kind: 'lemmy', ...job({ comments }) }));
    expect(page.posts[0]?.thread).toEqual({ replyTo: 'post/3', title: 'title' });
  });
});

describe('Discourse', () => {
  const post = (more: object) => ({
    id: 50,
    cooked: '<p>body</p>',
    post_number: 2,
    topic_id: 3,
    topic_title: 'Title',
    ...more,
  });
  const posts = (...listed: object[]) =>
    pageOf(parseDiscourse({ kind: 'discourse', categories: undefined, ...job({ latest_posts: listed }) }));

  it('the first post of a topic has its title; quotes, notices and hidden posts are left out', () => {
    const page = posts(
      post({ post_number: 1 }),
      post({ id: 49, cooked: '<aside class="quote">we take four</aside><p>how much?</p>' }),
      post({ id: 48, post_number: 3, post_type: 3, cooked: 'closed' }),
      post({ id: 47, post_number: 4, hidden: true }),
    );
    expect(page.posts.map((one) => one.text)).toEqual(['Title\n\nbody', 'how much?']);
    expect(page.next).toBe('https://site.example/list?limit=100&before=47');
  });

  it('leaves out what the software says of pictures and what other sites say of links, of which the address stays', () => {
    const cooked =
      '<p>Seats left</p><div class="lightbox-wrapper"><a class="lightbox" href="https://cdn.example/p.png"><img alt="a pier">' +
      '<div class="meta"><svg></svg><span class="filename">image</span><span class="informations">524×618 10.8 KB</span></div></a></div>' +
      '<aside class="onebox allowlistedgeneric" data-onebox-src="https://t.me/+InventedInvitation1"><header class="source">' +
      '<a href="https://t.me/+InventedInvitation1">t.me</a></header><article class="onebox-body"><h3>A group</h3></article></aside>' +
      '<p><a class="attachment" href="https://cdn.example/f.pdf">f.pdf</a> <a class="mention" href="/u/x">@x</a></p>';
    expect(posts(post({ cooked })).posts[0]).toMatchObject({
      text: 'Seats left\n\nf.pdf @x\nhttps://t.me/+InventedInvitation1',
      media: [{ kind: 'image', alt: 'a pier', sha256: null }],
    });
    expect(
      posts(post({ cooked: '<div class="lightbox-wrapper"><div class="meta">image</div></div>' })).posts,
    ).toEqual([]);
  });

  it('emoji are signs again, of flags, digits and what offers are written in, and others their names', () => {
    const named = (name: string) => `<img title=":${name}:" class="emoji" alt=":${name}:">`;
    const cooked = ['tr', 'arrow_right', 'greece', 'cote_divoire', 'euro', 'four', 'cl', 'wave:t3']
      .map(named)
      .join(' ');
    expect(posts(post({ cooked })).posts[0]?.text).toBe('🇹🇷 ➡️ 🇬🇷 🇨🇮 💶 4️⃣ :cl: :wave:');
    expect(posts(post({ cooked: 'a <img class="emoji" alt="🚤"> b' })).posts[0]?.text).toBe('a 🚤 b');
  });

  it('one post is read by its number, and one that is gone is none', () => {
    const one = (value: unknown) =>
      pageOf(
        parseDiscourse({
          kind: 'discourse',
          ...job(value),
          url: 'https://site.example/posts/by_number/3/2.json',
        }),
      );
    expect(one(post({})).posts.map(({ key, text }) => [key, text])).toEqual([['3/2', 'body']]);
    expect(one({ errors: ['not there'], error_type: 'not_found' }).posts).toEqual([]);
    expect(one(post({ hidden: true })).posts).toEqual([]);
  });

  it('pictures are media, emoji and avatars are not', () => {
    const cooked = 'x<img class="emoji" alt=":boat:"><img class="avatar"><img alt="a pier">';
    expect(posts(post({ cooked })).posts[0]?.media).toEqual([{ kind: 'image', alt: 'a pier', sha256: null }]);
  });
});

describe('Telegram', () => {
  const channel = (content: string) =>
    parseChannel({
      kind: 'telegram',
      ...job(`<section class="tgme_channel_history">${content}</section>`),
    });

  it('reads polls and documents, and the signature before the channel’s name', () => {
    const page = pageOf(
      channel(
        '<div class="tgme_widget_message" data-post="c/5"><a class="tgme_widget_message_owner_name">channel</a>' +
          '<span class="tgme_widget_message_from_author">signed</span>' +
          '<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">When?</div>' +
          '<div class="tgme_widget_message_poll_option_text">today</div></div>' +
          '<div class="tgme_widget_message_document"><div class="tgme_widget_message_document_title">list.pdf</div></div></div>',
      ),
    );
    expect(page.posts).toEqual([
      {
        key: 'c/5',
        text: 'When?\ntoday',
        author: 'signed',
        media: [{ kind: 'file', alt: 'list.pdf', sha256: null }],
      },
    ]);
  });

  it('a channel without a preview is not an empty one', () => {
    const bytes = bytesOf('<div class="tgme_page"><div class="tgme_page_title">x</div></div>');
    const outcome = parseChannel({ kind: 'telegram', bytes, contentType: '', url });
    expect(outcome).toMatchObject({ kind: 'unexpected', reason: 'no-preview' });
  });
});
