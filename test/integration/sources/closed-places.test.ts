import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { faultOf, round } from '../../conformance/sources/checks.ts';
import { common, htmlPage } from '../../fixtures/sources/adapter-case.ts';
import {
  body,
  type FixtureWeb,
  redirect,
  startFixtureWeb,
  status,
} from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';

describe('places that close', () => {
  let web: FixtureWeb;
  let collector: Collector;
  beforeEach(async () => {
    web = await startFixtureWeb();
    collector = testCollector({ loopbackPorts: new Set([web.port]), minDelayMs: 0 });
  });
  afterEach(async () => {
    await collector.close();
    await web.close();
  });

  /** A channel of which the preview alone is in scope, as in the example. */
  function channel(): Source {
    const scope = [{ host: new URL(web.origin).host, paths: ['/s/fixture'] }];
    const authorisation = authorisationOf(web.origin, { scope });
    return Source.parse({
      ...common(web.origin),
      kind: 'telegram',
      url: `${web.origin}/s/fixture`,
      authorisation,
    });
  }

  it('a channel that leads from its preview to its invitation has none any more', async () => {
    web.on('/fixture', body('text/html', htmlPage('<div class="tgme_page">an invitation</div>')));
    web.on('/s/fixture', redirect('/Fixture'));
    expect(await faultOf(collector, channel())).toMatchObject({
      code: 'source.changed',
      reason: 'no-preview',
    });
    expect(web.asked).not.toContain('/Fixture');
  });

  it('a channel that leads to another page is outside its scope', async () => {
    web.on('/s/fixture', redirect('/other'));
    expect(await faultOf(collector, channel())).toMatchObject({
      code: 'source.refused',
      reason: 'scope-path',
    });
  });

  it('a server of Mastodon that wants an account says so with 422; elsewhere that is a fault of the server', async () => {
    web.on('/api/v1/timelines/public', status(422));
    web.on('/posts.json', status(422));
    const of = (kind: string) => Source.parse({ ...common(web.origin), kind, url: web.origin });
    expect(await faultOf(collector, of('mastodon'))).toMatchObject({
      code: 'source.blocked',
      reason: 'login-wall',
    });
    expect(await faultOf(collector, of('discourse'))).toMatchObject({
      code: 'source.unreachable',
      reason: 'status',
    });
  });

  it('a community of Lemmy that marks itself as not safe for work is asked for with that', async () => {
    for (const list of ['posts', 'comments']) {
      web.on(`/api/v3/${list.slice(0, -1)}/list`, body('application/json', JSON.stringify({ [list]: [] })));
      const source = { ...common(web.origin), kind: 'lemmy', url: web.origin, list: `${list}/travel` };
      expect(await round(collector, Source.parse(source))).toEqual([]);
    }
    const asked = web.asked.filter((path) => path.startsWith('/api/'));
    expect(asked.map((path) => new URL(path, web.origin).searchParams.get('show_nsfw'))).toEqual([
      'true',
      null,
    ]);
  });
});
