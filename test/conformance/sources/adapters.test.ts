import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CollectedPost, Source } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { type Collector, createCollector } from '../../../workers/sources/index.ts';
import { ADAPTERS } from '../../../workers/sources/registry.ts';
import {
  ADAPTER_CASES,
  CAPTCHA_PAGE,
  CONSENT_PAGE,
  EXPECTED,
  LOGIN_PAGE,
} from '../../fixtures/sources/adapter-cases.ts';
import { body, type FixtureWeb, startFixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';
import { dayFromNow } from '../../support/authorisation.ts';

let collector: Collector;
let hasBrowser = false;
let web: FixtureWeb;

beforeAll(async () => {
  // A page whose posts never come is given up after 6 s here instead of 45.
  collector = createCollector({
    clock: SYSTEM_CLOCK,
    logger: SILENT_LOGGER,
    allowLoopback: true,
    minDelayMs: 0,
    pageDeadlineMs: 6_000,
  });
  hasBrowser = (await collector.browser()) !== null;
  if (!hasBrowser) console.log('skipped: conformance of "rendered", because this machine has no Chromium');
}, 240_000);
afterAll(() => collector.close());
beforeEach(async () => {
  web = await startFixtureWeb();
});
afterEach(() => web.close());

async function round(source: Source): Promise<CollectedPost[]> {
  const posts: CollectedPost[] = [];
  for await (const page of collector.collect(source)) posts.push(...page.posts);
  return posts;
}

async function faultOf(source: Source): Promise<{ code: string; reason: unknown; message: string }> {
  try {
    await round(source);
  } catch (error) {
    if (error instanceof AppError)
      return { code: error.code, reason: error.details.reason, message: error.message };
    throw error;
  }
  throw new Error('expected a fault, found a successful round');
}

describe('the adapter suite', () => {
  it('has a case for every registered adapter', () => {
    expect(ADAPTER_CASES.map((one) => one.kind).sort()).toEqual(Object.keys(ADAPTERS).sort());
  });
});

describe.each(ADAPTER_CASES)('a $kind source', (one) => {
  beforeEach((context) => {
    if (one.kind === 'rendered' && !hasBrowser) context.skip('no Chromium on this machine');
  });

  it('yields valid posts with their line breaks, and the author only as author', async () => {
    web.on(one.path, body(one.type, one.good));
    const posts = await round(one.source(web.origin));
    expect(posts.map(({ key, text }) => ({ key, text }))).toEqual(EXPECTED);
    for (const post of posts) {
      expect(CollectedPost.safeParse(post).success).toBe(true);
      expect(post.author).toBe('an_author_nobody_may_see');
      expect(post.text).not.toContain('an_author_nobody_may_see');
    }
  });

  it('gives a post the same key in the next round', async () => {
    web.on(one.path, body(one.type, one.good));
    const first = await round(one.source(web.origin));
    const second = await round(one.source(web.origin));
    expect(second.map((post) => post.key)).toEqual(first.map((post) => post.key));
  });

  it('is unreachable when nobody answers', async () => {
    const { origin } = web;
    await web.close();
    expect(await faultOf(one.source(origin))).toMatchObject({ code: 'source.unreachable' });
  });

  it('is unreachable when the server is broken', async () => {
    web.on(one.path, status(503));
    expect(await faultOf(one.source(web.origin))).toMatchObject({
      code: 'source.unreachable',
      reason: 'status',
    });
  });

  it.each([401, 403, 407, 429, 451])('is blocked by HTTP %i, and the body is not quoted', async (code) => {
    web.on(one.path, status(code));
    const fault = await faultOf(one.source(web.origin));
    expect(fault.code).toBe('source.blocked');
    expect(fault.message).not.toContain('body that must not be quoted');
  });

  it.each([
    ['captcha', CAPTCHA_PAGE],
    ['login-wall', LOGIN_PAGE],
    ['consent-wall', CONSENT_PAGE],
  ])(
    'is blocked by a %s',
    async (reason, wall) => {
      web.on(one.path, body('text/html; charset=utf-8', wall));
      expect(await faultOf(one.source(web.origin))).toMatchObject({ code: 'source.blocked', reason });
    },
    15_000,
  );

  it('is blocked when it sends us to a login page', async () => {
    web.on(one.path, status(302, { location: '/accounts/login?next=x' }));
    expect(await faultOf(one.source(web.origin))).toMatchObject({
      code: 'source.blocked',
      reason: 'login-wall',
    });
  });

  it('is changed, never empty, when its layout is new', async () => {
    web.on(one.path, body(one.kind === 'mastodon' ? one.type : 'text/html; charset=utf-8', one.changed));
    expect((await faultOf(one.source(web.origin))).code).toBe('source.changed');
  }, 15_000);

  it('is changed when the page is gone', async () => {
    expect(await faultOf(one.source(web.origin))).toMatchObject({ code: 'source.changed', reason: 'status' });
  });

  it('is cut off above 5 MiB', async () => {
    web.on(one.path, body(one.type, Buffer.alloc(6 * 1024 * 1024, 0x20)));
    expect(await faultOf(one.source(web.origin))).toMatchObject({
      code: 'source.changed',
      reason: 'too-large',
    });
  });

  it('answers malformed bytes with a coded fault', async () => {
    web.on(one.path, body(one.type, one.malformed));
    expect((await faultOf(one.source(web.origin))).code).toBe('source.changed');
  }, 15_000);

  it('is refused when robots.txt disallows it, before it is asked', async () => {
    web.on('/robots.txt', body('text/plain', `User-agent: vigie\nDisallow: ${one.path}\n`));
    web.on(one.path, body(one.type, one.good));
    expect(await faultOf(one.source(web.origin))).toMatchObject({ code: 'source.refused', reason: 'robots' });
    expect(web.asked).toEqual(['/robots.txt']);
  });

  it('is refused outside its authorisation, before anything is asked', async () => {
    const source = one.source(web.origin);
    const authorisation = { ...source.authorisation, expiresOn: dayFromNow(-1) };
    const expired = Source.parse({ ...source, authorisation });
    expect(await faultOf(expired)).toMatchObject({ code: 'source.refused', reason: 'expired' });
    expect(web.asked).toEqual([]);
  });

  it('is refused while it is switched off', async () => {
    const source = { ...one.source(web.origin), enabled: false };
    expect(await faultOf(source)).toMatchObject({ code: 'source.refused', reason: 'disabled' });
    expect(web.asked).toEqual([]);
  });

  it('stops when the caller stops', async () => {
    web.on(one.path, body(one.type, one.good));
    const stop = AbortSignal.abort(new Error('shutting down'));
    const collecting = (async () => {
      for await (const _batch of collector.collect(one.source(web.origin), { signal: stop })) void _batch;
    })();
    await expect(collecting).rejects.toThrow('shutting down');
  });
});
