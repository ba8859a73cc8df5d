import { expect } from 'vitest';
import { CollectedPost, type Source } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import {
  type AdapterCase,
  CAPTCHA_PAGE,
  CONSENT_PAGE,
  type FixturePost,
  LOGIN_PAGE,
  MALFORMED,
} from '../../fixtures/sources/adapter-case.ts';
import type { Behaviour } from '../../fixtures/sources/behaviours.ts';
import { body, type FixtureWeb, status } from '../../fixtures/sources/fixture-web.ts';

/** What a check works with: a web of its own, and a collector that remembers no host. */
export interface Bench {
  readonly web: FixtureWeb;
  readonly collector: Collector;
}
type Check = (one: AdapterCase, bench: Bench) => Promise<void>;

export const FIRST: FixturePost = { n: 12, text: 'We take 4 people\nTurkey → Italy 🚤' };
export const SECOND: FixturePost = { n: 11, text: 'Zweite Zeile & mehr' };
const THIRD: FixturePost = { n: 10, text: 'Third of three' };
const HTML = 'text/html; charset=utf-8';

export async function round(collector: Collector, source: Source): Promise<CollectedPost[]> {
  const posts: CollectedPost[] = [];
  for await (const page of collector.collect(source)) posts.push(...page.posts);
  return posts;
}

/** Numbers of posts as the adapter gives them. @param numbers newest first */
export function inOrder(one: AdapterCase, numbers: readonly number[]): readonly number[] {
  return one.order === 'oldest-first' ? numbers.toReversed() : numbers;
}

export interface Fault {
  readonly code: string;
  readonly reason: unknown;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export async function faultOf(collector: Collector, source: Source): Promise<Fault> {
  try {
    await round(collector, source);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, details, message } = error;
    return { code, reason: details.reason, message, details };
  }
  throw new Error('expected a fault, found a successful round');
}

export const CHECKS: Readonly<Record<Behaviour, Check>> = {
  async pagination(one, { web, collector }) {
    one.serve(web, [[FIRST, SECOND], [THIRD]]);
    const posts = await round(collector, one.source(web.origin));
    expect(posts.map((post) => post.key)).toEqual(
      inOrder(one, [12, 11, 10]).map((n) => one.key(n, web.origin)),
    );
  },

  async edits(one, { web, collector }) {
    one.serve(web, [[FIRST, SECOND]]);
    const before = await round(collector, one.source(web.origin));
    one.serve(web, [[{ ...FIRST, text: 'We take 5 people now' }, SECOND]]);
    const after = await round(collector, one.source(web.origin));
    const key = one.key(FIRST.n, web.origin);
    expect(before.map((post) => post.key)).toContain(key);
    expect(after.filter((post) => post.key === key).at(-1)?.text).toBe('We take 5 people now');
  },

  async deletions(one, { web, collector }) {
    one.serve(web, [[{ ...FIRST, isDeleted: true }, SECOND]]);
    const posts = await round(collector, one.source(web.origin));
    expect(posts.map(({ text }) => text)).toEqual([SECOND.text]);
  },

  async empty(one, { web, collector }) {
    one.serve(web, [[]]);
    const source = one.source(web.origin);
    if (one.emptyIsChanged === true) expect((await faultOf(collector, source)).code).toBe('source.changed');
    else expect(await round(collector, source)).toEqual([]);
  },

  async 'rate limit'(one, { web, collector }) {
    web.on(one.path, status(429, { 'retry-after': '120' }));
    const source = one.source(web.origin);
    const fault = await faultOf(collector, source);
    expect(fault).toMatchObject({ code: 'source.blocked', details: { status: 429, retryAfterMs: 120_000 } });
    const asked = web.asked.length;
    expect(await faultOf(collector, source)).toMatchObject({ code: 'source.blocked', reason: 'retry-after' });
    expect(web.asked.length).toBe(asked);
  },

  async malformed(one, { web, collector }) {
    if (one.serveMalformed) one.serveMalformed(web);
    else web.on(one.path, body(one.type, MALFORMED));
    expect((await faultOf(collector, one.source(web.origin))).code).toBe('source.changed');
  },

  async huge(one, { web, collector }) {
    if (one.serveHuge) one.serveHuge(web);
    else web.on(one.path, body(one.type, Buffer.alloc(6 * 1024 * 1024, 0x20)));
    const fault = await faultOf(collector, one.source(web.origin));
    const reason = one.serveHuge === undefined ? 'too-large' : 'bad-message';
    expect(fault).toMatchObject({ code: 'source.changed', reason });
  },

  async hostile(one, { web, collector }) {
    const hostile = `Places left\n<script>alert(1)</script><img src=x onerror=alert(1)> a\u0000b \ud800 \u202etxt.exe\u202c`;
    one.serve(web, [[{ ...FIRST, text: hostile }, SECOND]]);
    const posts = await round(collector, one.source(web.origin));
    expect(posts).toHaveLength(2);
    const found = posts.find((post) => post.key === one.key(FIRST.n, web.origin));
    const text = found?.text ?? '';
    // What somebody wrote stays readable as they wrote it; what a browser or a database would act on is gone.
    expect(text).toContain('<script>alert(1)</script><img src=x onerror=alert(1)>');
    expect(text).toContain('\u202etxt.exe\u202c');
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toContain('\u0000');
    expect(text).not.toContain("document.title = 'ran'");
    expect(CollectedPost.safeParse(found).success).toBe(true);
  },

  async wall(one, { web, collector }) {
    const walls = [
      ['captcha', body(HTML, CAPTCHA_PAGE)],
      ['login-wall', body(HTML, LOGIN_PAGE)],
      ['consent-wall', body(HTML, CONSENT_PAGE)],
      ['login-wall', status(302, { location: '/accounts/login?next=x' })],
      ['consent-wall', body(HTML, CONSENT_PAGE)],
      ['consent-wall', status(302, { location: '/m/consent?continue=x' })],
    ] as const;
    for (const [reason, answer] of walls) {
      web.on(one.path, answer);
      const fault = await faultOf(collector, one.source(web.origin));
      expect(fault).toMatchObject({ code: 'source.blocked', reason });
    }
  },

  async robots(one, { web, collector }) {
    web.on('/robots.txt', body('text/plain', `User-agent: vigie\nDisallow: ${one.path}\n`));
    one.serve(web, [[FIRST]]);
    const fault = await faultOf(collector, one.source(web.origin));
    expect(fault).toMatchObject({ code: 'source.refused', reason: 'robots' });
    expect(web.asked).toEqual(['/robots.txt']);
  },
};
