import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CollectedPost, Source } from '../../../queue/contracts/index.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { ADAPTERS } from '../../../workers/sources/registry.ts';
import { AUTHOR, nameOf } from '../../fixtures/sources/adapter-case.ts';
import { ADAPTER_CASES } from '../../fixtures/sources/adapter-cases.ts';
import { BEHAVIOURS, type Behaviour, type GIVEN } from '../../fixtures/sources/behaviours.ts';
import { body, type FixtureWeb, startFixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';
import { dayFromNow } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';
import { CHECKS, FIRST, faultOf, inOrder, round, SECOND } from './checks.ts';

let collector: Collector;
let hasBrowser = false;
let web: FixtureWeb;
const loopbackPorts = new Set<number>();

beforeAll(async () => {
  // A page whose posts never come is given up after 9 s here instead of 45.
  collector = testCollector({
    loopbackPorts,
    minDelayMs: 0,
    pageDeadlineMs: 9_000,
    streamIdleMs: 2_000,
  });
  hasBrowser = (await collector.browser()) !== null;
  if (!hasBrowser) console.log('skipped: conformance of "rendered", because this machine has no Chromium');
}, 240_000);
afterAll(() => collector.close());
beforeEach(async () => {
  web = await startFixtureWeb();
  loopbackPorts.add(web.port);
});
afterEach(() => web.close());

const CASES = ADAPTER_CASES.map((one) => ({ name: nameOf(one), one }));

describe('the adapter suite', () => {
  it('has a case for every registered adapter', () => {
    const covered = new Set(ADAPTER_CASES.map((one) => one.kind));
    expect([...covered].sort()).toEqual(Object.keys(ADAPTERS).sort());
  });
});

describe.each(CASES)('$name', ({ one }) => {
  beforeEach((context) => {
    if (one.kind === 'rendered' && !hasBrowser) context.skip('no Chromium on this machine');
    one.prepare?.(web);
  });

  const asked = Object.entries(BEHAVIOURS) as [Behaviour, string][];
  for (const [behaviour, promise] of asked) {
    if (one.exceptions?.[behaviour] !== undefined) continue;
    it(`${behaviour}: ${promise}`, () => CHECKS[behaviour](one, { web, collector }), 60_000);
  }

  it('yields valid posts with their line breaks, and the author only as author', async () => {
    one.serve(web, [[FIRST, SECOND]]);
    const posts = await round(collector, one.source(web.origin));
    const wanted = inOrder(one, [FIRST.n, SECOND.n]).map((n) => {
      const { text } = n === FIRST.n ? FIRST : SECOND;
      return { key: one.key(n, web.origin), text: one.text?.(text) ?? text };
    });
    expect(posts.map(({ key, text }) => ({ key, text }))).toEqual(wanted);
    for (const post of posts) {
      expect(CollectedPost.safeParse(post).success).toBe(true);
      expect(post.author).toBe(one.author?.(AUTHOR) ?? AUTHOR);
      expect(post.text).not.toContain(AUTHOR);
    }
  });

  it(`gives ${one.gives.join(', ')}, and claims nothing else`, async () => {
    const rich = {
      publishedAt: '2026-05-01T10:00:00.000Z',
      language: 'de',
      alt: 'bateau',
      threadTitle: 'Reisen',
    };
    one.serve(web, [[{ ...FIRST, ...rich, replyTo: 11 }, SECOND]]);
    const posts = await round(collector, one.source(web.origin));
    const post = posts.find(({ key }) => key === one.key(FIRST.n, web.origin));
    const has = (what: (typeof GIVEN)[number], value: unknown) =>
      one.gives.includes(what) ? value : undefined;
    expect({
      time: post?.publishedAt,
      permalink: post?.permalink,
      language: post?.language,
      media: post?.media,
      reply: post?.thread?.replyTo,
      title: post?.thread?.title,
    }).toEqual({
      time: has('time', rich.publishedAt),
      permalink: has('permalink', one.permalink?.(FIRST.n, web.origin)),
      language: has('language', rich.language),
      media: has('media', [
        {
          kind: one.mediaKind ?? 'image',
          sha256: null,
          ...(one.gives.includes('alt') ? { alt: rich.alt } : {}),
        },
      ]),
      reply: has('reply', one.key(11, web.origin)),
      title: has('thread title', rich.threadTitle),
    });
  });

  it('brings where the words of a post lead behind them, where the platform shows links, and under its old key', async () => {
    const link = 'https://t.me/+InventedInvitation1';
    one.serve(web, [[{ ...FIRST, link }, SECOND]]);
    const posts = await round(collector, one.source(web.origin));
    const text = one.text?.(FIRST.text) ?? FIRST.text;
    expect(posts.find(({ key }) => key === one.key(FIRST.n, web.origin))?.text).toBe(
      one.gives.includes('links') ? `${text}\n${link}` : text,
    );
  });

  it('gives a post the same key in the next round', async () => {
    one.serve(web, [[FIRST, SECOND]]);
    const first = await round(collector, one.source(web.origin));
    const second = await round(collector, one.source(web.origin));
    expect(second.map((post) => post.key)).toEqual(first.map((post) => post.key));
  });

  it('is unreachable when nobody answers', async () => {
    const { origin } = web;
    await web.close();
    expect(await faultOf(collector, one.source(origin))).toMatchObject({ code: 'source.unreachable' });
  });

  it('is unreachable when the server is broken', async () => {
    web.on(one.path, status(503));
    const fault = await faultOf(collector, one.source(web.origin));
    expect(fault).toMatchObject({ code: 'source.unreachable', reason: 'status' });
  });

  it.each([401, 403, 407, 429, 451])('is blocked by HTTP %i, and the body is not quoted', async (code) => {
    web.on(one.path, status(code));
    const fault = await faultOf(collector, one.source(web.origin));
    expect(fault.code).toBe('source.blocked');
    expect(fault.message).not.toContain('body that must not be quoted');
  });

  it('is changed, never empty, when its layout is new', async () => {
    web.on(one.path, body(one.type, one.changed));
    expect((await faultOf(collector, one.source(web.origin))).code).toBe('source.changed');
  }, 60_000);

  it('is changed when the page is gone', async () => {
    const fault = await faultOf(collector, one.source(web.origin));
    expect(fault).toMatchObject({ code: 'source.changed', reason: 'status' });
  });

  it('is refused outside its authorisation, before anything is asked', async () => {
    const source = one.source(web.origin);
    const authorisation = { ...source.authorisation, expiresOn: dayFromNow(-1) };
    const expired = Source.parse({ ...source, authorisation });
    expect(await faultOf(collector, expired)).toMatchObject({
      code: 'source.refused',
      reason: 'expired',
    });
    expect(web.asked).toEqual([]);
  });

  it('is refused while it is switched off', async () => {
    const source = { ...one.source(web.origin), enabled: false };
    expect(await faultOf(collector, source)).toMatchObject({ code: 'source.refused', reason: 'disabled' });
    expect(web.asked).toEqual([]);
  });

  it('stops when the caller stops', async () => {
    one.serve(web, [[FIRST]]);
    const stop = AbortSignal.abort(new Error('shutting down'));
    const collecting = (async () => {
      for await (const _batch of collector.collect(one.source(web.origin), { signal: stop })) void _batch;
    })();
    await expect(collecting).rejects.toThrow('shutting down');
  });
});
