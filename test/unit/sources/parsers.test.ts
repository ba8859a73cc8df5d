import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../workers/sources/feed/parse-feed.ts';
import { parseHtml } from '../../../workers/sources/html/parse-html.ts';
import { parseTimeline } from '../../../workers/sources/mastodon/parse-timeline.ts';
import { isoTime } from '../../../workers/sources/parse/draft-post.ts';
import type { ParsedPage, ParseOutcome } from '../../../workers/sources/parse/parse-job.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const url = 'https://site.example/list/';

function pageOf(outcome: ParseOutcome): ParsedPage {
  if (outcome.kind !== 'page') throw new Error(`expected a page, found ${outcome.kind}`);
  return outcome.page;
}
function feed(text: string): ParsedPage {
  return pageOf(parseFeed({ kind: 'feed', bytes: bytesOf(text), contentType: '', url }));
}

const ONE = {
  key: 'k1',
  text: 'Title\n\nbody\nline',
  permalink: 'https://site.example/1',
  author: 'someone',
};

describe('feeds', () => {
  it.each([
    [
      'RSS 2.0',
      '<rss version="2.0"><channel><item><title>Title</title><guid>k1</guid><link>https://site.example/1</link><author>someone</author><description>&lt;p&gt;body&lt;br&gt;line&lt;/p&gt;</description></item></channel></rss>',
    ],
    [
      'RSS with content:encoded',
      '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>Title</title><guid>k1</guid><link>/1</link><dc:creator>someone</dc:creator><description>short</description><content:encoded><![CDATA[body<br>line]]></content:encoded></item></channel></rss>',
    ],
    [
      'RDF',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="a"><title>t</title></channel><item rdf:about="k1"><title>Title</title><link>https://site.example/1</link><dc:creator>someone</dc:creator><description>body\nline</description></item></rdf:RDF>',
    ],
    [
      'Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>k1</id><title>Title</title><link href="https://site.example/1"/><author><name>someone</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">body<br/>line</div></content></entry></feed>',
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 't',
        items: [
          {
            id: 'k1',
            title: 'Title',
            url: 'https://site.example/1',
            authors: [{ name: 'someone' }],
            content_text: 'body\nline',
          },
        ],
      }),
    ],
  ])('%s gives the same post', (_format, text) => {
    expect(feed(text).posts).toEqual([ONE]);
  });

  it('an empty feed is a page without posts', () => {
    expect(feed('<rss version="2.0"><channel><title>quiet</title></channel></rss>').posts).toEqual([]);
  });

  it('a title that repeats the start of the body is left out', () => {
    const page = feed(
      '<rss version="2.0"><channel><item><title>We take…</title><description>We take four</description></item></channel></rss>',
    );
    expect(page.posts[0]?.text).toBe('We take four');
  });

  it('a post without id or link is known by a hash of its text', () => {
    const text = '<rss version="2.0"><channel><item><description>same</description></item></channel></rss>';
    expect(feed(text).posts[0]?.key).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(feed(text).posts).toEqual(feed(text).posts);
  });

  it('posts that all lead to their thread, and have no id, are posts of their own', () => {
    const item = (text: string) => `<item><link>/thread/1</link><description>${text}</description></item>`;
    const rss = `<rss version="2.0"><channel>${['one', 'two', 'two', 'three'].map(item).join('')}</channel></rss>`;
    const { posts } = feed(rss);
    expect(posts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(new Set(posts.map(({ key }) => key)).size).toBe(3);
    for (const { key, permalink } of posts) {
      expect(key).toMatch(/^https:\/\/site\.example\/thread\/1#sha256:[0-9a-f]{64}$/);
      expect(permalink).toBe('https://site.example/thread/1');
    }
    expect(feed(rss).posts).toEqual(posts);
  });

  it('an item alone that leads to its thread, above its feed, is known by its text', () => {
    const rss = `<rss version="2.0"><channel><item><link>/</link><description>one</description></item></channel></rss>`;
    expect(feed(rss).posts[0]?.key).toMatch(/^https:\/\/site\.example\/#sha256:[0-9a-f]{64}$/);
  });

  it('an RSS item without a link has its guid as address, where that is one', () => {
    const guids = [
      '<guid>https://site.example/1</guid>',
      '<guid isPermaLink="false">https://site.example/2</guid>',
      '<guid>tag:3</guid>',
    ];
    const items = guids.map((guid, at) => `<item>${guid}<description>post ${at}</description></item>`);
    expect(
      feed(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`).posts.map(
        (post) => post.permalink,
      ),
    ).toEqual(['https://site.example/1', undefined, undefined]);
  });

  it('a link that is no web address is dropped, NUL and lone surrogates are replaced', () => {
    const items = [{ id: 'k', url: 'javascript:alert(1)', content_text: 'a\u0000b\ud800c' }];
    const page = feed(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 't', items }));
    expect(page.posts).toEqual([{ key: 'k', text: 'a\ufffdb\ufffdc' }]);
  });
});

describe('pages', () => {
  const selectors = { item: 'li', text: 'p', link: 'a', publishedAt: 'time', next: '.next' };
  it('resolve links and times, and name the next page', () => {
    const html =
      '<html lang="fr"><ul><li><p>un</p><a href="../p/1">x</a><time>2026-05-01 10:00</time><img alt="bateau"></li></ul><a class="next" href="?p=2">';
    const page = pageOf(parseHtml({ kind: 'html', bytes: bytesOf(html), contentType: '', url, selectors }));
    expect(page.next).toBe('https://site.example/list/?p=2');
    expect(page.posts).toEqual([
      {
        key: 'https://site.example/p/1',
        text: 'un',
        language: 'fr',
        publishedAt: '2026-05-01T10:00:00.000Z',
        permalink: 'https://site.example/p/1',
        media: [{ kind: 'image', alt: 'bateau', sha256: null }],
      },
    ]);
  });

  it.each([
    ['a link', '<li><a href="/t/1">x</a>', selectors],
    ['a key', '<li data-id="7">', { ...selectors, keyAttribute: 'data-id' }],
  ])('lose no post where several share %s', (_what, start, by) => {
    const html = `<ul>${['one', 'two', 'three'].map((text) => `${start}<p>${text}</p></li>`).join('')}</ul>`;
    const job = { kind: 'html', bytes: bytesOf(html), contentType: '', url, selectors: by } as const;
    const { posts } = pageOf(parseHtml(job));
    expect(posts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(new Set(posts.map(({ key }) => key)).size).toBe(3);
  });

  it('a post that stands on its page twice is one, by the key that the page states', () => {
    const html = '<ul><li><a href="/t/1">x</a><p>one</p></li><li><a href="/t/1">x</a><p>one</p></li></ul>';
    const job = { kind: 'html', bytes: bytesOf(html), contentType: '', url, selectors } as const;
    expect(pageOf(parseHtml(job)).posts).toMatchObject([{ key: 'https://site.example/t/1', text: 'one' }]);
  });

  it.each([
    ['/t/1', '/t/1?page=2', true],
    ['/t/1/', '/t/1/page/2', true],
    ['/view?t=1', '/view?t=1&start=20', true],
    ['/', '/t/1?page=2', true],
    // The thread's own page, where the opening post may stand alone; another thread; a place on the page.
    ['/t/1', '/t/1', false],
    ['/t/1', '/t/1/', false],
    ['/t/1', '/t/10', false],
    ['/view?t=1', '/view?t=2&start=20', false],
    ['/t/1?page=2', '/t/1', false],
    ['/t/1#post-7', '/t/1?page=2', false],
    ['https://other.example/t/1', '/t/1?page=2', false],
  ])('a post alone that links to %s on the page %s is known by its text: %s', (link, own, isByText) => {
    const [stated, address] = [link, own].map((at) => new URL(at, url).href);
    const html = `<base href="/"><ul><li><a href="${link}">x</a><p>one</p></li></ul>`;
    const job = {
      kind: 'html',
      bytes: bytesOf(html),
      contentType: '',
      url: address ?? '',
      selectors,
    } as const;
    const [post] = pageOf(parseHtml(job)).posts;
    expect(post?.permalink).toBe(stated);
    expect(post?.key.startsWith(`${stated}#sha256:`)).toBe(isByText);
    if (!isByText) expect(post?.key).toBe(stated);
    // A page that is one post has its address, and a key of the page's own stays what it is.
    const isOnePost = { ...job, isOnePost: true } as const;
    expect(pageOf(parseHtml(isOnePost)).posts[0]?.key).toBe(stated);
    const keyed = { ...job, selectors: { ...selectors, key: 'a' } } as const;
    expect(pageOf(parseHtml(keyed)).posts[0]?.key).toBe('x');
  });

  it('a captcha in a page with posts is no wall', () => {
    const html =
      '<ul><li><p>un</p></li></ul><form><input type="password"><div class="g-recaptcha"></div></form>';
    const outcome = parseHtml({ kind: 'html', bytes: bytesOf(html), contentType: '', url, selectors });
    expect(outcome.kind).toBe('page');
  });

  it('items without any text are a changed layout', () => {
    const html = '<ul><li><div>un</div></li></ul>';
    const outcome = parseHtml({ kind: 'html', bytes: bytesOf(html), contentType: '', url, selectors });
    expect(outcome).toMatchObject({ kind: 'unexpected', reason: 'no-items' });
  });
});

describe('timelines', () => {
  it('put the content warning first and leave out statuses without text', () => {
    const statuses = [
      {
        id: '9',
        content: '<p>a<br>b</p><p>c</p>',
        spoiler_text: 'careful',
        language: 'ar',
        created_at: '2026-05-01T10:00:00.000Z',
      },
      { id: '8', content: '', media_attachments: [{ type: 'image', description: null }] },
      { id: 7, content: 'no string id' },
    ];
    const bytes = bytesOf(JSON.stringify(statuses));
    const page = pageOf(parseTimeline({ kind: 'mastodon', bytes, contentType: 'application/json', url }));
    expect(page.posts.map((post) => post.text)).toEqual(['careful\n\na\nb\n\nc']);
    expect(page).toMatchObject({ found: 2, rejected: 1, lastKey: '8' });
  });
});

describe('times', () => {
  it.each([
    ['Fri, 02 Oct 2026 10:00:00 GMT', '2026-10-02T10:00:00.000Z'],
    ['2026-10-02T10:00:00+03:00', '2026-10-02T07:00:00.000Z'],
    ['2026-10-02T10:00:00', '2026-10-02T10:00:00.000Z'],
    ['2026-10-02', '2026-10-02T00:00:00.000Z'],
    ['2 Oct 2026 10:00', '2026-10-02T10:00:00.000Z'],
    ['2026-03-05 10:00:00+02', '2026-03-05T08:00:00.000Z'],
    ['2026-03-05T10:00:00+02', '2026-03-05T08:00:00.000Z'],
    ['2026-03-05T10:00:00-0330', '2026-03-05T13:30:00.000Z'],
    ['2026-03-05 10:00:00 +0200', '2026-03-05T08:00:00.000Z'],
    ['2026-03-05 10:00 UTC', '2026-03-05T10:00:00.000Z'],
    ['2026-03-05 10:00:00.123456Z', '2026-03-05T10:00:00.123Z'],
    ['Thu, 5 Mar 2026 10:00:00 +2', '2026-03-05T08:00:00.000Z'],
    ['Thu, 05 Mar 2026 10:00:00 -0500', '2026-03-05T15:00:00.000Z'],
    ['Thu, 05 Mar 2026 10:00:00 EST', '2026-03-05T15:00:00.000Z'],
    ['Thu Mar 05 10:00:00 +0200 2026', '2026-03-05T08:00:00.000Z'],
    ['Thu Mar 05 2026 10:00:00 GMT+0200 (CEST)', '2026-03-05T08:00:00.000Z'],
    ['Thu Mar  5 10:00:00 2026', '2026-03-05T10:00:00.000Z'],
    ['Mar 5, 2026 2:20 PM', '2026-03-05T14:20:00.000Z'],
    ['2026/03/05 14:20', '2026-03-05T14:20:00.000Z'],
    ['05.03.2026', undefined],
    ['5. 3. 2026', undefined],
    ['05 03 2026', undefined],
    ['05/03/2026 14:20', undefined],
    ['25.03.2026 14:20', '2026-03-25T14:20:00.000Z'],
    ['10:30 05.03.2026', undefined],
    ['12-11-2026', undefined],
    ['12-11-2026 10:00 +0200', undefined],
    ['11/12/2026 UTC', undefined],
    ['2026-03-05T10:00:00+25', undefined],
    ['yesterday', undefined],
    ['10:00', undefined],
    ['0001-01-01', undefined],
    ['25/12/2026', '2026-12-25T00:00:00.000Z'],
    ['12/25/2026 10:30', '2026-12-25T10:30:00.000Z'],
    ['25.12.2026, 10:30', '2026-12-25T10:30:00.000Z'],
    ['05/12/2026', undefined],
    ['25/13/2026', undefined],
    ['31/04/2026', undefined],
    ['30/02/2026 10:00', undefined],
    ['29/02/2025', undefined],
    ['29/02/2024', '2024-02-29T00:00:00.000Z'],
    ['2026-02-30', undefined],
    ['2026-04-31T10:00:00Z', undefined],
    ['31 Nov 2026', undefined],
    ['Sun, 30 Feb 2026 10:00:00 GMT', undefined],
    ['Feb 29 10:00:00 +0200 2024', '2024-02-29T08:00:00.000Z'],
    ['29 Feb 2025', undefined],
    ['2026', undefined],
    ['2026-03', undefined],
    ['Mar 2026', undefined],
    ['Mar 10:00 2026', undefined],
    ['Today 10:00 2026', undefined],
    ['martes 5 2026', undefined],
    ['martes 5 mayo 2026', '2026-05-05T00:00:00.000Z'],
    ['10:30 Mar 5 2026', '2026-03-05T10:30:00.000Z'],
    ['Fri, 02-Oct-2026 10:00:00 GMT', '2026-10-02T10:00:00.000Z'],
    ['2026. 3. 5.', '2026-03-05T00:00:00.000Z'],
    ['', undefined],
  ])('%j is %j', (stated, expected) => {
    expect(isoTime(stated)).toBe(expected);
  });

  it('are the same on every machine', () => {
    const zone = process.env.TZ;
    try {
      const readIn = (place: string) => {
        process.env.TZ = place;
        return ['12-11-2026', '2026-03', '2 Oct 2026', '2026 5 Marz', '2026-03-05 10:00'].map(isoTime);
      };
      expect(readIn('Asia/Tokyo')).toEqual(readIn('UTC'));
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});
