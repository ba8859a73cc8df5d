import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import {
  body,
  type FixtureWeb,
  type Respond,
  redirect,
  startFixtureWeb,
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

async function batchesOf(extra: object): Promise<string[][]> {
  const source = Source.parse({
    id: 'paged',
    name: 'paged',
    authorisation: authorisationOf(web.origin),
    ...extra,
  });
  const batches: string[][] = [];
  for await (const page of collector.collect(source)) batches.push(page.posts.map((post) => post.key));
  return batches;
}

function html(maxPages: number): Promise<string[][]> {
  const selectors = { item: 'li', text: 'p', keyAttribute: 'id', next: 'a.next' };
  return batchesOf({ kind: 'html', url: `${web.origin}/1`, selectors, maxPages });
}

const page = (key: string, next: string): Respond =>
  body(
    'text/html',
    `<ul><li id="${key}"><p>text ${key}</p></li></ul><a class="next" href="${next}">next</a>`,
  );

it('HTML follows the next link up to maxPages', async () => {
  for (let number = 1; number <= 9; number += 1) web.on(`/${number}`, page(`k${number}`, `/${number + 1}`));
  expect(await html(3)).toEqual([['k1'], ['k2'], ['k3']]);
});

it('HTML stops when a page brings nothing new, and does not go in circles', async () => {
  web.on('/1', page('k1', '/2'));
  web.on('/2', page('k2', '/1'));
  expect(await html(50)).toEqual([['k1'], ['k2']]);
});

it.each([
  ['an empty page', body('text/html', '<ul></ul>')],
  ['a page that is not there', undefined],
])('HTML ends the list at %s after the first', async (_what, last) => {
  web.on('/1', page('k1', '/2'));
  if (last !== undefined) web.on('/2', last);
  expect(await html(50)).toEqual([['k1']]);
});

it('HTML keeps what came before a wall, and says blocked', async () => {
  web.on('/1', page('k1', '/2'));
  web.on('/2', body('text/html', '<form><input type="password"></form>'));
  await expect(html(50)).rejects.toMatchObject({ code: 'source.blocked' });
});

it('HTML never follows a next link to another host', async () => {
  web.on('/1', page('k1', 'https://other.example/2'));
  await expect(html(50)).rejects.toMatchObject({ code: 'source.refused', details: { reason: 'scope' } });
});

it('a timeline pages by max_id when the server names no next page', async () => {
  web.on('/api/v1/timelines/tag/boza', (request, response) => {
    const max = Number(new URL(request.url ?? '', web.origin).searchParams.get('max_id') ?? 7);
    const ids = [max - 1, max - 2].filter((id) => id > 0).map(String);
    const statuses = ids.map((id) => ({ id, content: `<p>status ${id}</p>`, account: { acct: 'x' } }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(statuses));
  });
  const timeline = { kind: 'mastodon', url: web.origin, timeline: 'tag/boza', maxPages: 10 };
  expect(await batchesOf(timeline)).toEqual([
    ['6', '5'],
    ['4', '3'],
    ['2', '1'],
  ]);
  expect(web.asked.slice(0, 3)).toEqual([
    '/robots.txt',
    '/api/v1/timelines/tag/boza?limit=40',
    '/api/v1/timelines/tag/boza?limit=40&max_id=5',
  ]);
});

it('a timeline follows Link rel=next, and ends when the server stops naming one', async () => {
  web.on('/api/v1/timelines/public', (request, response) => {
    const isFirst = !request.url?.includes('max_id');
    const link = isFirst
      ? '</api/v1/timelines/public?max_id=abc>; rel="next", </api/v1/timelines/public?min_id=1>; rel="prev"'
      : '</api/v1/timelines/public?min_id=1>; rel="prev"';
    const status = { id: isFirst ? '2' : '1', content: 'text' };
    response.writeHead(200, { 'content-type': 'application/json', link }).end(JSON.stringify([status]));
  });
  expect(await batchesOf({ kind: 'mastodon', url: web.origin, maxPages: 10 })).toEqual([['2'], ['1']]);
  expect(web.asked).toHaveLength(3);
});

it('a page of which nothing is wanted is not the end of the list', async () => {
  web.on('/posts.json', (request, response) => {
    const before = Number(new URL(request.url ?? '', web.origin).searchParams.get('before') ?? 4);
    const post = { id: before - 1, cooked: `post ${before - 1}`, post_number: 1, topic_id: before - 1 };
    const latest_posts = before > 1 ? [{ ...post, category_id: before === 3 ? 9 : 5 }] : [];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ latest_posts }));
  });
  const forum = { kind: 'discourse', url: web.origin, categories: [5], maxPages: 10 };
  expect((await batchesOf(forum)).flat()).toEqual(['3/1', '1/1']);
});

it('a redirect is held to robots.txt, within its host and to another', async () => {
  const other = await startFixtureWeb();
  loopbackPorts.add(other.port);
  try {
    for (const one of [web, other])
      one.on('/robots.txt', body('text/plain', 'User-agent: *\nDisallow: /private/\n'));
    for (const target of ['/private/1', `${other.origin}/private/1`]) {
      web.on('/1', redirect(target));
      const scope = [web, other].map(({ host }) => ({ host, paths: ['/'] }));
      const selectors = { item: 'li', text: 'p' };
      const authorisation = authorisationOf(web.origin, { scope });
      const asking = batchesOf({ kind: 'html', url: `${web.origin}/1`, selectors, authorisation });
      await expect(asking).rejects.toMatchObject({ code: 'source.refused', details: { reason: 'robots' } });
    }
    expect([...web.asked, ...other.asked].filter((path) => path.startsWith('/private'))).toEqual([]);
    expect(other.asked).toEqual(['/robots.txt']);
  } finally {
    await other.close();
  }
});

it('a robots.txt that lies at another host cannot be read, whatever the scope lists', async () => {
  const other = await startFixtureWeb();
  loopbackPorts.add(other.port);
  try {
    web.on('/robots.txt', redirect(`${other.origin}/robots.txt`));
    for (const hosts of [[web], [web, other], [web]]) {
      const scope = hosts.map(({ host }) => ({ host, paths: ['/'] }));
      const authorisation = authorisationOf(web.origin, { scope });
      const selectors = { item: 'li', text: 'p' };
      const asking = batchesOf({ kind: 'html', url: `${web.origin}/1`, selectors, authorisation });
      const details = { reason: 'robots-elsewhere', host: web.host };
      await expect(asking).rejects.toMatchObject({ code: 'source.unreachable', details });
    }
    expect(web.asked).toEqual(['/robots.txt']);
    expect(other.asked).toEqual([]);
  } finally {
    await other.close();
  }
});
