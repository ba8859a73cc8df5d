import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KnownPosts, loadKnownPosts } from '../../../queue/runtime/known-posts.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { compiledRulesDir, createScorer, loadRules, shippedPacksDir } from '../../../rules/index.ts';
import { comesNow } from '../../../workers/scoring/known-controls.ts';
import { seeded } from '../../bench/workload.ts';

describe('control items', () => {
  it.each([0.01, 0.05, 0.2])(
    'HUM-09 are a share of %d of what comes, within the 99 % interval of 10,000',
    (share) => {
      const draw = seeded(share * 1000);
      let items = 0;
      let controls = 0;
      while (items + controls < 10_000) {
        items += 1;
        if (comesNow(share, draw)) controls += 1;
      }
      const spread = 2.576 * Math.sqrt((share * (1 - share)) / 10_000);
      expect(Math.abs(controls / (items + controls) - share)).toBeLessThan(spread);
    },
  );

  describe('that are shipped', () => {
    let known: KnownPosts;
    beforeAll(() => {
      known = loadKnownPosts(join(projectRoot(), 'config'));
    });

    it('HUM-09 are all flagged for review, as everything else that comes to the desk', async () => {
      const loaded = await loadRules(shippedPacksDir(), compiledRulesDir());
      if (!loaded.ok) throw new Error('expected the shipped packs to load');
      const scorer = createScorer(loaded.compiled, { release: null });
      const flagged = known.controls.map(({ key, text }) => [key, scorer.score({ text }).lane]);
      expect(flagged).toEqual(known.controls.map(({ key }) => [key, 'review']));
    }, 120_000);

    it.each(['en', 'fr', 'es', 'ar'])(
      'HUM-09 hold offers, other posts and persons at risk in %s',
      (language) => {
        for (const posts of [known.controls, known.practice]) {
          const kinds = posts.filter((post) => post.language === language).map((post) => post.expect);
          expect(new Set(kinds)).toEqual(new Set(['offer', 'not_offer', 'protect']));
        }
      },
    );
  });
});
