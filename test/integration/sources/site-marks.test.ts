import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { type CollectContext, collectRound } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common } from '../../fixtures/sources/adapter-case.ts';
import { body, type FixtureWeb, type Respond, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';

const LOGIN_BOX = '<header><form action="/login"><input type="password" name="p"></form></header>';
const CAPTCHA = '<div class="g-recaptcha"></div>';
const ETAG = '"as it is"';

const page = (...parts: string[]): Respond => body('text/html', `<!doctype html>${parts.join('')}`);

describe.each(COLUMNS)('a site with a log-in box on every page, %s', (name) => {
  let column: Column;
  let collector: Collector;
  let web: FixtureWeb;
  let context: CollectContext;
  const loopbackPorts = new Set<number>();
  beforeAll(async () => {
    column = await openColumn(name);
    collector = testCollector({ loopbackPorts });
  });
  afterAll(() => Promise.all([collector.close(), column.close()]));
  beforeEach(async () => {
    await column.reset();
    web = await startFixtureWeb();
    loopbackPorts.add(web.port);
    context = collectContext(column, collector, []);
  });
  afterEach(() => web.close());

  const ad = (nth: number, more = '') => page(LOGIN_BOX, `<main><p>ad ${nth}</p></main>`, more);
  const ended = page(LOGIN_BOX, '<div>This advertisement has ended.</div>');
  const links = (...paths: string[]) => paths.map((path) => `<a class="ad" href="${path}">x</a>`).join('');
  const source = (extra: object) => Source.parse({ ...common(web.origin), ...extra });
  const classifieds = (more: object = {}) =>
    source({
      kind: 'classifieds',
      url: `${web.origin}/list`,
      listing: { link: 'a.ad', next: 'a.next' },
      selectors: { item: 'main', text: 'p' },
      ...more,
    });
  const posts = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from vigie.posts`.execute(context.db);
    return rows[0]?.n ?? 0;
  };

  it.each([[['/ad/3', '/ad/2', '/ad/1']], [['/ad/2', '/ad/3', '/ad/1']]])(
    'is read past an advertisement that has ended: %j',
    async (paths) => {
      web.on('/list', page(LOGIN_BOX, links(...paths)));
      web.on('/ad/1', ad(1));
      web.on('/ad/2', ended);
      web.on('/ad/3', ad(3));
      expect(await collectRound(context, classifieds())).toMatchObject({ state: 'ok', fresh: 2 });
    },
  );

  it('has a list that ends at a page without links', async () => {
    web.on('/list', page(LOGIN_BOX, links('/ad/1'), '<a class="next" href="/list/2">n</a>'));
    web.on('/list/2', page(LOGIN_BOX, '<p>nothing more</p>'));
    web.on('/ad/1', ad(1));
    const report = await collectRound(context, classifieds({ maxListings: 3 }));
    expect(report).toMatchObject({ state: 'ok', fresh: 1 });
  });

  it('ends at an empty page, so that an unchanged one is not read again', async () => {
    web.on('/board', (request, response) => {
      const isKnown = request.headers['if-none-match'] === ETAG;
      const items = '<li id="p1"><p>one</p></li><a class="next" href="/board/2">next</a>';
      response.writeHead(isKnown ? 304 : 200, { etag: ETAG, 'content-type': 'text/html' });
      response.end(isKnown ? undefined : `<!doctype html>${LOGIN_BOX}${items}`);
    });
    web.on('/board/2', page(LOGIN_BOX, '<div>No more posts</div>'));
    const board = source({
      kind: 'html',
      url: `${web.origin}/board`,
      selectors: { item: 'li', text: 'p', keyAttribute: 'id', next: 'a.next' },
    });
    expect(await collectRound(context, board)).toMatchObject({ state: 'ok', fresh: 1 });
    web.asked.length = 0;
    expect(await collectRound(context, board)).toMatchObject({ state: 'ok' });
    expect(web.asked).toEqual(['/board']);
  });

  it.each<[string, Respond]>([
    ['a captcha that no good page has', page(LOGIN_BOX, CAPTCHA)],
    ['a challenge by its title', page('<title>Just a moment...</title>', LOGIN_BOX)],
  ])('is blocked all the same by %s', async (_what, wall) => {
    web.on('/list', page(LOGIN_BOX, links('/ad/1', '/ad/2', '/ad/3')));
    web.on('/ad/1', ad(1));
    web.on('/ad/2', wall);
    web.on('/ad/3', ad(3));
    expect(await collectRound(context, classifieds())).toMatchObject({ state: 'blocked', reason: 'captcha' });
    expect(await posts()).toBe(1);
    expect(web.asked).not.toContain('/ad/3');
  });

  it('is blocked where none of its advertisements is shown', async () => {
    web.on('/list', page(LOGIN_BOX, links('/ad/1', '/ad/2')));
    for (const path of ['/ad/1', '/ad/2']) web.on(path, page(LOGIN_BOX, '<p>Please log in.</p>'));
    const report = await collectRound(context, classifieds());
    expect(report).toMatchObject({ state: 'blocked', reason: 'login-wall', fresh: 0 });
  });
});
