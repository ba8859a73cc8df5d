import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { body, type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';

const loopbackPorts = new Set<number>();
const lines: string[] = [];
let collector: Collector;
let hasBrowser = false;
let web: FixtureWeb;

beforeAll(async () => {
  const logger = createLogger('warn', { write: (line) => void lines.push(line) });
  collector = testCollector({
    logger,
    loopbackPorts,
    minDelayMs: 0,
    pageDeadlineMs: 15_000,
  });
  hasBrowser = (await collector.browser()) !== null;
  if (!hasBrowser) console.log('skipped: rendered classifieds, because this machine has no Chromium');
}, 240_000);
afterAll(() => collector.close());
beforeEach(async (context) => {
  if (!hasBrowser) context.skip('no Chromium on this machine');
  web = await startFixtureWeb();
  loopbackPorts.add(web.port);
  lines.length = 0;
  // Two posts a request, ten in all.
  web.on('/more', (request, response) => {
    const from = Number(new URL(request.url ?? '', web.origin).searchParams.get('from'));
    const ids = [from, from + 1].filter((id) => id < 10);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ids));
  });
});
afterEach(() => web?.close());

async function keysOf(extra: object): Promise<string[][]> {
  const authorisation = authorisationOf(web.origin);
  const selectors = { item: 'li', text: 'p', keyAttribute: 'id', author: '.author', next: 'a.next' };
  const place = { id: 'ads', name: 'ads', kind: 'rendered', url: `${web.origin}/ads`, selectors };
  const batches: string[][] = [];
  for await (const page of collector.collect(Source.parse({ authorisation, ...place, ...extra })))
    batches.push(page.posts.map((post) => post.key));
  return batches;
}

/** A list that asks for more when told to by `trigger`, a statement that calls `more()`. */
function listPage(trigger: string): string {
  return `<!doctype html><body><ul></ul><button class=more>more</button><script>
const list = document.querySelector('ul');
let from = 0;
async function more() {
  const ids = await (await fetch('/more?from=' + from)).json();
  from += ids.length;
  list.insertAdjacentHTML('beforeend', ids.map((id) => '<li id=p' + id + '><b class=author>x</b><p style="height:900px">post</p></li>').join(''));
}
more().then(() => { ${trigger} });
</script>`;
}

const ON_SCROLL =
  "addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 20) more() })";
const ON_PRESS = "document.querySelector('.more').onclick = more";
const all = Array.from({ length: 10 }, (_, id) => `p${id}`);

it('shows what is there at first, when nothing more is allowed', async () => {
  web.on('/ads', body('text/html', listPage(ON_SCROLL)));
  expect(await keysOf({})).toEqual([['p0', 'p1']]);
});

it('scrolls as often as it may', async () => {
  web.on('/ads', body('text/html', listPage(ON_SCROLL)));
  expect(await keysOf({ maxScrolls: 2 })).toEqual([all.slice(0, 6)]);
});

it('scrolls until nothing more comes', async () => {
  web.on('/ads', body('text/html', listPage(ON_SCROLL)));
  expect(await keysOf({ maxScrolls: 50 })).toEqual([all]);
}, 40_000);

it('presses "load more" as often as it may', async () => {
  web.on('/ads', body('text/html', listPage(ON_PRESS)));
  expect(await keysOf({ maxScrolls: 3, loadMore: 'button.more' })).toEqual([all.slice(0, 8)]);
});

it('stops when the button is gone', async () => {
  const page = listPage(
    `${ON_PRESS}; document.querySelector('.more').addEventListener('click', (event) => event.target.remove())`,
  );
  web.on('/ads', body('text/html', page));
  expect(await keysOf({ maxScrolls: 50, loadMore: 'button.more' })).toEqual([all.slice(0, 4)]);
});

it('shows the next pages as pages of their own, as many as it may', async () => {
  for (const [path, key, next] of [
    ['/ads', 'a', '/two'],
    ['/two', 'b', '/three'],
    ['/three', 'c', '/ads'],
  ]) {
    const list = `<li id=${key}><b class=author>x</b><p>post</p></li><a class=next href="${next}">next</a>`;
    web.on(
      path ?? '',
      body('text/html', `<body><script>document.body.innerHTML = ${JSON.stringify(list)}</script>`),
    );
  }
  expect(await keysOf({ maxPages: 2 })).toEqual([['a'], ['b']]);
  // The fourth page is the first again, which ends the list.
  expect(await keysOf({ maxPages: 50 })).toEqual([['a'], ['b'], ['c']]);
}, 60_000);

it('says which selectors match nothing any more', async () => {
  web.on('/ads', body('text/html', '<li id=a><p>post</p></li><li id=b><p>post</p></li>'));
  expect(await keysOf({})).toEqual([['a', 'b']]);
  expect(lines.some((line) => line.includes('"selectors":["author"]'))).toBe(true);
});

it('is changed when no post has its key: all would be taken for new', async () => {
  web.on('/ads', body('text/html', '<li><p>post</p></li><li><p>other</p></li>'));
  await expect(keysOf({})).rejects.toMatchObject({ code: 'source.changed', details: { reason: 'no-keys' } });
});
