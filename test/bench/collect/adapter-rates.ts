import { startDemoWeb } from '../../../workers/demo/index.ts';
import { testCollector } from '../../support/collectors.ts';

/** Posts per second of each kind of source on the fictional web: fetched and parsed, robots asked, nothing stored. */
export async function adapterRates(rounds: number): Promise<Map<string, number>> {
  const web = await startDemoWeb();
  const collector = testCollector({
    assessments: 'demo',
    loopbackPorts: new Set([web.port]),
  });
  const rates = new Map<string, number>();
  try {
    const hasBrowser = (await collector.browser()) !== null;
    for (const source of web.sources.filter(({ kind }) => kind !== 'rendered' || hasBrowser)) {
      // The first round starts threads and browser.
      await walk();
      const begun = performance.now();
      let posts = 0;
      for (let round = 0; round < rounds; round += 1) posts += await walk();
      rates.set(source.kind, (posts * 1000) / (performance.now() - begun));

      async function walk(): Promise<number> {
        let count = 0;
        for await (const page of collector.collect(source)) count += page.posts.length;
        return count;
      }
    }
  } finally {
    await Promise.all([collector.close(), web.close()]);
  }
  return rates;
}
