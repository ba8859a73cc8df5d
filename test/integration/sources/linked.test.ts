import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common, LOGIN_PAGE } from '../../fixtures/sources/adapter-case.ts';
import {
  body,
  type FixtureWeb,
  type Respond,
  redirect,
  startFixtureWeb,
  status,
} from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';

let collector: Collector;
let web: FixtureWeb;
const loopbackPorts = new Set<number>();
beforeAll(() => {
  collector = testCollector({
    loopbackPorts,
  });
});
afterAll(() => collector.close());
beforeEach(async () => {
  web = await startFixtureWeb();
  loopbackPorts.add(web.port);
});
afterEach(() => web.close());

const selectors = { item: 'main', text: 'p' };
const ad = (text: string) => body('text/html', `<main><p>${text}</p></main>`);

interface Outcome {
  readonly texts: string[];
  readonly passedOver?: string[];
  readonly refusals?: string[];
  readonly fault?: AppError;
}

async function outcomeOf(extra: object): Promise<Outcome> {
  const source = Source.parse({ ...common(web.origin), selectors, ...extra });
  const texts: string[] = [];
  const passedOver: string[] = [];
  const refusals: string[] = [];
  const asked = {
    onPassedOver: (reason: string) => void passedOver.push(reason),
    onRefusal: (reason: string) => void refusals.push(reason),
  };
  try {
    for await (const page of collector.collect(source, asked))
      texts.push(...page.posts.map((post) => post.text));
    return {
      texts,
      ...(passedOver.length > 0 && { passedOver }),
      ...(refusals.length > 0 && { refusals }),
    };
  } catch (error) {
    if (error instanceof AppError) return { texts, fault: error };
    throw error;
  }
}

function classifieds(more: object = {}): Promise<Outcome> {
  const listing = { link: 'a.ad', next: 'a.next' };
  return outcomeOf({ kind: 'classifieds', url: `${web.origin}/list`, listing, ...more });
}

const listOf = (...links: string[]) =>
  body('text/html', links.map((link) => `<a class="ad" href="${link}">x</a>`).join(''));
const list = (...links: string[]): void => web.on('/list', listOf(...links));

describe('pages that a list names', () => {
  it('are known by their address when they state no key', async () => {
    list('/ad/1', '/ad/2?x=1');
    web.on('/ad/1', ad('one'));
    web.on('/ad/2', ad('two'));
    const source = Source.parse({
      ...common(web.origin),
      selectors,
      kind: 'classifieds',
      url: `${web.origin}/list`,
      listing: { link: 'a.ad' },
    });
    const keys: string[] = [];
    for await (const page of collector.collect(source)) keys.push(...page.posts.map((post) => post.key));
    expect(keys).toEqual([`${web.origin}/ad/1`, `${web.origin}/ad/2?x=1`]);
  });

  it('may be gone, of another layout or disallowed: the rest still comes', async () => {
    web.on('/robots.txt', body('text/plain', 'User-agent: *\nDisallow: /ad/4\n'));
    list('/ad/1', '/ad/2', '/ad/3', '/ad/4', '/ad/5');
    web.on('/ad/2', status(410));
    web.on('/ad/3', body('text/html', '<div>sold</div>'));
    web.on('/ad/4', ad('four'));
    web.on('/ad/5', ad('five'));
    expect(await classifieds()).toEqual({ texts: ['five'] });
    expect(web.asked).not.toContain('/ad/4');
  });

  it('may fail at their server for ever: the rest still comes, and how many is told', async () => {
    list('/ad/1', '/ad/2', '/ad/3');
    web.on('/ad/1', status(500));
    web.on('/ad/2', ad('two'));
    web.on('/ad/3', status(502));
    expect(await classifieds()).toEqual({ texts: ['two'], passedOver: ['http-500', 'http-502'] });
  });

  it.each([1, 6])(
    'that all fail at their server are a source that is unreachable: %i of them',
    async (count) => {
      const paths = Array.from({ length: count }, (_, at) => `/ad/${at}`);
      list(...paths);
      for (const path of paths) web.on(path, status(500));
      expect(await classifieds()).toMatchObject({ texts: [], fault: { code: 'source.unreachable' } });
      // The sixth is left alone: the host is failing.
      expect(web.asked.filter((path) => path.startsWith('/ad/'))).toHaveLength(Math.min(count, 5));
    },
  );

  it('behind one whose server asks to be left alone wait for the next round', async () => {
    list('/ad/1', '/ad/2');
    web.on('/ad/1', (_request, response) => void response.writeHead(503, { 'retry-after': '3600' }).end());
    web.on('/ad/2', ad('two'));
    expect(await classifieds()).toMatchObject({ texts: [], fault: { details: { reason: 'retry-after' } } });
    expect(web.asked).not.toContain('/ad/2');
  });

  it('that are all gone are a changed source, never an empty one', async () => {
    list('/ad/1', '/ad/2');
    expect(await classifieds()).toMatchObject({ texts: [], fault: { code: 'source.changed' } });
  });

  it('behind a wall end the round as blocked; what came before is kept', async () => {
    list('/ad/1', '/ad/2', '/ad/3');
    web.on('/ad/1', ad('one'));
    web.on('/ad/2', body('text/html', LOGIN_PAGE));
    expect(await classifieds()).toMatchObject({ texts: ['one'], fault: { code: 'source.blocked' } });
    expect(web.asked).not.toContain('/ad/3');
  });

  it.each<[string, Respond, string]>([
    ['answers 400', status(400), 'http-400'],
    ['answers 405', status(405), 'http-405'],
    ['answers 206', status(206), 'http-206'],
    ['answers 451', status(451), 'http-451'],
    ['redirects to itself', redirect('/ad/2'), 'redirect-limit'],
    ['redirects to this very machine', redirect('http://127.0.0.1/'), 'address-literal'],
    ['redirects into a private network', redirect('http://192.168.0.1/x'), 'address-literal'],
    ['is not packed as it says', body('text/html', 'not packed', { 'content-encoding': 'gzip' }), 'encoding'],
  ])('may hold one that %s: the rest still comes, and it is told', async (_what, answer, reason) => {
    list('/ad/1', '/ad/2', '/ad/3');
    web.on('/ad/1', ad('one'));
    web.on('/ad/2', answer);
    web.on('/ad/3', ad('three'));
    expect(await classifieds()).toEqual({ texts: ['one', 'three'], passedOver: [reason] });
  });

  it.each<[string, Respond, string]>([
    ['answer 451', status(451), 'source.blocked'],
    ['answer 400', status(400), 'source.unreachable'],
    ['redirect to this very machine', redirect('http://127.0.0.1/'), 'source.refused'],
  ])('that all %s are a source in that state', async (_what, answer, code) => {
    list('/ad/1', '/ad/2');
    for (const path of ['/ad/1', '/ad/2']) web.on(path, answer);
    expect(await classifieds()).toMatchObject({ texts: [], fault: { code } });
  });

  it.each([
    ['out of the paths', '/'],
    ['to another host', 'http://elsewhere.example/'],
    ['to an app', 'tg://resolve?domain=x'],
    ['to a login', '/board/login?next=2'],
    ['to a page that asks for consent', '/board/consent'],
    ['to an address with a user name', 'http://u@127.0.0.1/board/3'],
    ['to an address that is too long', `/board/${'x'.repeat(5000)}`],
  ])('may redirect %s: the rest still comes', async (_what, location) => {
    web.on('/board/list', listOf('/board/1', '/board/2', '/board/3'));
    web.on('/board/1', ad('one'));
    web.on('/board/2', redirect(location));
    web.on('/board/3', ad('three'));
    const scope = [{ host: web.host, paths: ['/board'] }];
    const authorisation = authorisationOf(web.origin, { scope });
    expect(await classifieds({ url: `${web.origin}/board/list`, authorisation })).toEqual({
      texts: ['one', 'three'],
    });
  });

  it('with a user name or above 4,096 characters are passed over: the rest still comes', async () => {
    const named = `${web.origin}/ad/2`.replace('//', '//user@');
    list('/ad/1', named, `/ad/${'x'.repeat(5000)}`, '/ad/3');
    web.on('/ad/1', ad('one'));
    web.on('/ad/3', ad('three'));
    expect(await classifieds()).toEqual({ texts: ['one', 'three'] });
  });

  it('that all redirect to a login are a blocked source', async () => {
    list('/ad/1', '/ad/2');
    for (const path of ['/ad/1', '/ad/2']) web.on(path, redirect('/login'));
    expect(await classifieds()).toMatchObject({ texts: [], fault: { code: 'source.blocked' } });
  });

  it('on other hosts are never asked, and each is asked once', async () => {
    const other = await startFixtureWeb();
    try {
      list(
        `${other.origin}/ad/1`,
        `${other.origin}/ad/3`,
        '/ad/2',
        '/ad/2#again',
        'javascript:alert(1)',
        'mailto:x@example.org',
      );
      web.on('/ad/2', ad('two'));
      expect(await classifieds()).toEqual({ texts: ['two'], refusals: ['scope'] });
      expect(other.asked).toEqual([]);
      expect(web.asked.filter((path) => path === '/ad/2')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('that are all on other hosts are a source whose scope is to be mended, never an empty one', async () => {
    list('https://ads.elsewhere.example/1', 'https://ads.elsewhere.example/2');
    expect(await classifieds()).toMatchObject({
      texts: [],
      fault: {
        code: 'source.refused',
        details: { reason: 'scope' },
        message: expect.stringContaining('ads.elsewhere.example'),
      },
    });
  });

  it.each([
    ['without entries', body('text/html', '<p>nothing more</p>')],
    ['that is not there', status(404)],
  ])('come to an end at a page of the list %s', async (_what, answer) => {
    web.on(
      '/list',
      body('text/html', '<a class="ad" href="/ad/1">x</a><a class="next" href="/list/2">n</a>'),
    );
    web.on('/list/2', answer);
    web.on('/ad/1', ad('one'));
    expect(await classifieds({ maxListings: 3 })).toEqual({ texts: ['one'] });
  });

  it('are not taken for all there are where a further page of the list is a wall', async () => {
    web.on(
      '/list',
      body('text/html', '<a class="ad" href="/ad/1">x</a><a class="next" href="/list/2">n</a>'),
    );
    web.on('/list/2', body('text/html', LOGIN_PAGE));
    web.on('/ad/1', ad('one'));
    expect(await classifieds({ maxListings: 3 })).toMatchObject({
      texts: ['one'],
      fault: { code: 'source.blocked' },
    });
  });

  it('are read up to maxPages, from at most maxListings lists, without going in circles', async () => {
    web.on('/list', (request, response) => {
      const number = Number(new URL(request.url ?? '', web.origin).searchParams.get('page') ?? 0);
      const links = [0, 1, 2].map((index) => `<a class="ad" href="/ad/${number * 3 + index}">x</a>`);
      const next = `<a class="next" href="/list?page=${number === 9 ? 0 : number + 1}">next</a>`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(links.join('') + next);
    });
    for (let number = 0; number < 40; number += 1) web.on(`/ad/${number}`, ad(`ad ${number}`));
    const { texts } = await classifieds({ maxPages: 5 });
    expect(texts).toEqual([0, 1, 2, 3, 4].map((number) => `ad ${number}`));
    expect(web.asked.filter((path) => path.startsWith('/list'))).toHaveLength(2);
    web.asked.length = 0;
    expect((await classifieds({ maxListings: 20, maxPages: 200 })).texts).toHaveLength(30);
    expect(web.asked.filter((path) => path.startsWith('/list'))).toHaveLength(11);
  });
});

describe('a sitemap', () => {
  const urlset = (...urls: [path: string, changed?: string][]) =>
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls
      .map(
        ([path, changed]) =>
          `<url><loc>${web.origin}${path}</loc>${changed ? `<lastmod>${changed}</lastmod>` : ''}</url>`,
      )
      .join('')}</urlset>`;
  const sitemap = (more: object = {}) =>
    outcomeOf({ kind: 'sitemap', url: `${web.origin}/sitemap.xml.gz`, ...more });

  it('may be packed; the newest change is read first, and paths are kept to', async () => {
    const entries = urlset(
      ['/n/1', '2026-01-01'],
      ['/n/2', '2026-03-01T10:00:00+02:00'],
      ['/n/3'],
      ['/other/4', '2026-05-01'],
    );
    web.on('/sitemap.xml.gz', body('application/gzip', gzipSync(entries)));
    for (const number of [1, 2, 3]) web.on(`/n/${number}`, ad(`notice ${number}`));
    expect(await sitemap({ paths: ['/n/'] })).toEqual({ texts: ['notice 2', 'notice 1', 'notice 3'] });
    expect(web.asked).not.toContain('/other/4');
  });

  it('that unpacks to more than it may is a changed source', async () => {
    web.on('/sitemap.xml.gz', body('application/gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))));
    expect(await sitemap()).toMatchObject({ texts: [], fault: { code: 'source.changed' } });
  });

  const index = (...paths: string[]) =>
    body(
      'application/xml',
      `<sitemapindex>${paths.map((path) => `<sitemap><loc>${web.origin}${path}</loc></sitemap>`).join('')}</sitemapindex>`,
    );

  it('of an index that fails at its server is told of, also where another one fills the round', async () => {
    web.on('/sitemap.xml.gz', index('/new.xml', '/old.xml'));
    web.on('/new.xml', status(500));
    web.on('/old.xml', body('application/xml', urlset(['/n/1'], ['/n/2'], ['/n/3'])));
    for (const nth of [1, 2, 3]) web.on(`/n/${nth}`, ad(`old ${nth}`));
    expect(await sitemap({ maxPages: 2 })).toEqual({ texts: ['old 1', 'old 3'], passedOver: ['http-500'] });
  });

  it('of an index has the newest pages of all its sitemaps read first, whatever their own times', async () => {
    const entry = (path: string, changed: string) =>
      `<sitemap><loc>${web.origin}${path}</loc><lastmod>${changed}</lastmod></sitemap>`;
    const entries = [
      entry('/a.xml', '2026-06-03'),
      entry('/b.xml', '2026-06-02'),
      entry('/c.xml', '2026-05-01'),
    ];
    web.on('/sitemap.xml.gz', body('application/xml', `<sitemapindex>${entries.join('')}</sitemapindex>`));
    web.on('/a.xml', body('application/xml', urlset(['/n/1', '2026-06-03'], ['/n/2', '2026-05-02'])));
    web.on('/b.xml', body('application/xml', urlset(['/n/3'], ['/n/4', '2026-06-02'])));
    for (const nth of [1, 2, 3, 4]) web.on(`/n/${nth}`, ad(`notice ${nth}`));
    expect(await sitemap({ maxPages: 2 })).toEqual({ texts: ['notice 1', 'notice 4'] });
    // Nothing in it can be newer than what was found.
    expect(web.asked).not.toContain('/c.xml');
  });

  it('of an index without any times has pages of both ends of each of its sitemaps read', async () => {
    const pages = [1, 2, 3, 4, 5, 6];
    web.on('/sitemap.xml.gz', index('/a.xml', '/b.xml'));
    web.on('/a.xml', body('application/xml', urlset(['/n/1'], ['/n/2'], ['/n/3'])));
    web.on('/b.xml', body('application/xml', urlset(['/n/4'], ['/n/5'], ['/n/6'])));
    for (const nth of pages) web.on(`/n/${nth}`, ad(`notice ${nth}`));
    expect((await sitemap({ maxPages: 4 })).texts).toEqual([1, 4, 3, 6].map((nth) => `notice ${nth}`));
    expect((await sitemap({ maxPages: 6 })).texts).toEqual(pages.map((nth) => `notice ${nth}`));
  });

  it('of an index may be gone, no sitemap, disallowed or elsewhere: the others are read', async () => {
    web.on('/robots.txt', body('text/plain', 'User-agent: *\nDisallow: /c.xml\n'));
    web.on('/sitemap.xml.gz', index('/a.xml', '/b.xml', '/c.xml', '/d.xml', '/e.xml'));
    web.on('/b.xml', body('text/html', '<p>moved</p>'));
    web.on('/d.xml', redirect('http://elsewhere.example/d.xml'));
    web.on('/e.xml', body('application/xml', urlset(['/n/1'])));
    web.on('/n/1', ad('notice'));
    expect(await sitemap()).toEqual({ texts: ['notice'] });
  });

  it('of an index that is as gone as all the others is a changed source', async () => {
    web.on('/sitemap.xml.gz', index('/a.xml', '/b.xml'));
    expect(await sitemap()).toMatchObject({ texts: [], fault: { code: 'source.changed' } });
  });

  it('of another host in an index is never asked', async () => {
    const other = await startFixtureWeb();
    try {
      const mixed = `<sitemapindex><sitemap><loc>${other.origin}/a.xml</loc></sitemap><sitemap><loc>${web.origin}/b.xml</loc></sitemap></sitemapindex>`;
      web.on('/sitemap.xml.gz', body('application/xml', mixed));
      web.on('/b.xml', body('application/xml', urlset(['/n/1'])));
      web.on('/n/1', ad('notice'));
      expect(await sitemap()).toEqual({ texts: ['notice'], refusals: ['scope'] });
      expect(other.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('whose pages are all elsewhere is refused, and so is an index whose sitemaps are', async () => {
    const elsewhere = { texts: [], fault: { code: 'source.refused', details: { reason: 'scope' } } };
    const loc = '<loc>https://www.elsewhere.example/n/1</loc>';
    web.on('/sitemap.xml.gz', body('application/xml', `<urlset><url>${loc}</url></urlset>`));
    expect(await sitemap()).toMatchObject(elsewhere);
    const lists = `<sitemapindex><sitemap>${loc}</sitemap></sitemapindex>`;
    web.on('/sitemap.xml.gz', body('application/xml', lists));
    expect(await sitemap()).toMatchObject(elsewhere);
  });

  it('with an external entity reads no file and asks for nothing', async () => {
    const entity = `<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>${web.origin}/n/&x;</loc></url></urlset>`;
    web.on('/sitemap.xml.gz', body('application/xml', entity));
    expect((await sitemap()).texts).toEqual([]);
    expect(web.asked.filter((path) => path.includes('root'))).toEqual([]);
  });
});
