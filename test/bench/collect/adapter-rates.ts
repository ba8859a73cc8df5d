import { type AdapterCase, type FixturePost, nameOf } from '../../fixtures/sources/adapter-case.ts';
import { ADAPTER_CASES } from '../../fixtures/sources/adapter-cases.ts';
import { startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { testCollector } from '../../support/collectors.ts';

/** A page of most platforms. */
const PAGE_POSTS = 40;
/** A stream has no pages; of this many its waits for what may still come are a small part. */
const STREAM_POSTS = 5000;

function postsOf({ kind }: AdapterCase): readonly FixturePost[] {
  const count = kind === 'jetstream' ? STREAM_POSTS : PAGE_POSTS;
  return Array.from({ length: count }, (_, at) => ({
    n: count - at,
    text: `The market by the harbour opens at nine and closes when the last boat is unloaded.\nSee you there (${at})`,
    publishedAt: '2026-05-01T10:00:00.000Z',
  }));
}

export interface AdapterRate {
  readonly name: string;
  readonly postsPerSecond: number;
  /** Posts of one round: forty, five thousand of a stream, or as many as an adapter reads that has a page for each. */
  readonly posts: number;
  /** Requests of one round, robots.txt included where it is asked anew. */
  readonly requests: number;
}

/**
 * Posts per second of every adapter, from the fixtures of the conformance suite on loopback: fetched and parsed, robots
 * asked, nothing stored, no pause between requests.
 * @returns one after the other, as each is measured
 */
export async function* adapterRates(rounds: number): AsyncGenerator<AdapterRate> {
  const loopbackPorts = new Set<number>();
  const collector = testCollector({ loopbackPorts, minDelayMs: 0 });
  try {
    const hasBrowser = (await collector.browser()) !== null;
    for (const one of ADAPTER_CASES) if (one.kind !== 'rendered' || hasBrowser) yield await rateOf(one);
  } finally {
    await collector.close();
  }

  async function rateOf(one: AdapterCase): Promise<AdapterRate> {
    const web = await startFixtureWeb();
    loopbackPorts.add(web.port);
    try {
      one.prepare?.(web);
      one.serve(web, [postsOf(one)]);
      const source = one.source(web.origin);
      const read = source.kind === 'jetstream' ? { ...source, maxPosts: STREAM_POSTS } : source;
      // The first round starts threads and browser.
      await walk();
      const before = web.asked.length;
      const begun = performance.now();
      let posts = 0;
      for (let round = 0; round < rounds; round += 1) posts += await walk();
      const seconds = (performance.now() - begun) / 1000;
      if (posts === 0) throw new Error(`expected posts of ${nameOf(one)}, found none`);
      return {
        name: nameOf(one),
        postsPerSecond: posts / seconds,
        posts: posts / rounds,
        requests: (web.asked.length - before) / rounds,
      };

      async function walk(): Promise<number> {
        let count = 0;
        for await (const page of collector.collect(read)) count += page.posts.length;
        return count;
      }
    } finally {
      await web.close();
    }
  }
}
