import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CollectedPost } from '../../../queue/contracts/index.ts';
import { type DemoWeb, startDemoWeb } from '../../../workers/demo/index.ts';
import { type DemoPost, loadDemoPosts, type Place } from '../../../workers/demo/load-demo-posts.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { testCollector } from '../../support/collectors.ts';

const PLACES: Readonly<Record<string, Place>> = {
  'demo-feed': 'feed',
  'demo-classifieds': 'classifieds',
  'demo-board': 'board',
  'demo-timeline': 'timeline',
};

let demo: DemoWeb;
let collector: Collector;
let invented: DemoPost[];
let hasBrowser = false;

beforeAll(async () => {
  invented = await loadDemoPosts();
  demo = await startDemoWeb();
  collector = testCollector({
    assessments: 'demo',
    loopbackPorts: new Set([demo.port]),
    minDelayMs: 0,
  });
  hasBrowser = (await collector.browser()) !== null;
  if (!hasBrowser) console.log('skipped: the demo board, because this machine has no Chromium');
}, 240_000);
afterAll(async () => {
  await Promise.all([collector.close(), demo.close()]);
});

describe('the fictional web', () => {
  it('has 140 posts or more in 13 languages, a third of them offers', () => {
    expect(invented.length).toBeGreaterThanOrEqual(140);
    expect(new Set(invented.map((post) => post.language)).size).toBeGreaterThanOrEqual(13);
    const share = (lane: string) => invented.filter((post) => post.expect === lane).length / invented.length;
    expect(share('review')).toBeGreaterThan(0.28);
    expect(share('review')).toBeLessThan(0.42);
    expect(share('protect')).toBeGreaterThan(0.15);
    expect(share('protect')).toBeLessThan(0.28);
  });

  it('shows some posts twice, and some with bidi controls', () => {
    const texts = invented.map((post) => post.text);
    expect(new Set(texts).size).toBeLessThanOrEqual(texts.length - 3);
    expect(texts.filter((text) => /[\u202a-\u202e\u2066-\u2069]/.test(text)).length).toBeGreaterThanOrEqual(
      2,
    );
  });

  it('names no contact that could exist', () => {
    for (const { id, text } of invented) {
      const numbers = text.match(/\+[\d ]{6,}|wa\.me\/\d+/g) ?? [];
      for (const number of numbers) expect(number.replace(/[^\d]/g, ''), id).toMatch(/^0+$/);
      for (const handle of text.match(/(?<!\w)@[\w.]+/g) ?? []) expect(handle, id).toBe('@example_handle');
      expect(text, id).not.toMatch(/https?:\/\/(?!wa\.me\/0+\b)/);
    }
  });

  it('is the same at every start', async () => {
    const other = await startDemoWeb();
    try {
      const [one, two] = await Promise.all(
        [demo, other].map(async ({ url }) => (await fetch(`${url}/ads/`)).text()),
      );
      expect(one).toBe(two);
    } finally {
      await other.close();
    }
  });

  it('never serves what we expect of a post', async () => {
    const pages = ['/news/feed.xml', '/ads/', '/board/posts.json', '/api/v1/timelines/public'];
    for (const page of pages) {
      const text = await (await fetch(`${demo.url}${page}`)).text();
      expect(text).not.toMatch(/"?expect"?\s*[:=]|seeker's question|near miss/);
    }
  });

  it('has a source of every collected kind, authorised for demonstration', () => {
    expect(demo.sources.map((source) => source.kind).sort()).toEqual([
      'feed',
      'html',
      'mastodon',
      'rendered',
    ]);
    for (const source of demo.sources) expect(source.authorisation.purpose).toBe('demonstration');
  });

  it('says what is wrong when its port is taken', async () => {
    await expect(startDemoWeb({ port: Number(new URL(demo.url).port) })).rejects.toMatchObject({
      code: 'port.in-use',
    });
  });
});

describe.each(Object.keys(PLACES))('%s', (id) => {
  it('brings exactly its posts, word for word', async (context) => {
    if (id === 'demo-board' && !hasBrowser) context.skip('no Chromium on this machine');
    const source = demo.sources.find((one) => one.id === id);
    if (source === undefined) throw new Error(`expected a source ${id}`);
    const posts: CollectedPost[] = [];
    for await (const page of collector.collect(source)) posts.push(...page.posts);
    const expected = invented.filter((post) => post.place === PLACES[id]);
    const flat = (text: string) => text.replaceAll(/\n+/g, '\n');
    expect(posts.map((post) => flat(post.text))).toEqual(expected.map((post) => flat(post.text)));
    expect(posts.map((post) => post.language)).toEqual(expected.map((post) => post.language));
    expect(posts.map((post) => post.author)).toEqual(expected.map((post) => post.author));
    expect(posts.map((post) => post.publishedAt)).toEqual(expected.map((post) => post.publishedAt));
  }, 60_000);
});
