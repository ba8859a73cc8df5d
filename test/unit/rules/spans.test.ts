import { describe, expect, it } from 'vitest';
import { TermFinder } from '../../../rules/analysis/term-finder.ts';
import { createExplainer, createScorer, type Rule, type Signal } from '../../../rules/index.ts';
import { signEnd } from '../../../rules/text/sign-end.ts';
import { type MadePost, madePosts, termsOfPacks } from '../../support/made-posts.ts';
import { fc } from '../../support/properties.ts';
import { shippedPacks, shippedRules } from './shipped-packs.ts';

const packs = shippedPacks();
const scorer = createScorer(await shippedRules(), { release: null });
const explainer = createExplainer(packs, scorer);
const finder = new TermFinder(packs);
const rules = new Map(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule] as const)));
const posts = madePosts(termsOfPacks(packs));

/** Disguises that leave one way to read a word; of others a letter may be several, or the end of the word is not told. */
const EXACT = new Set<string | null>([
  ...[null, 'tatweel', 'diacritics', 'zero-width spaces', 'word joiners', 'fullwidth letters'],
  ...['mathematical letters', 'circled letters', 'letters in brackets', 'strike-through'],
]);

/** What a rule finds by words alone has an entry of a pack behind it; signs of pictures are found by themselves. */
function goesByTerms({ terms, patterns, route, price }: Rule): boolean {
  return terms !== undefined && patterns === undefined && route === undefined && price === undefined;
}

/** What the words of a span were before they were disguised; null where none is of a term, or one can be read in several ways. */
function saidIn({ plain, runs }: MadePost, { start, end }: Signal): string | null {
  const touched = runs.filter(({ shown }) => shown.start < end && shown.end > start);
  const [first, last] = [touched[0], touched.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (touched.some(({ disguise }) => !EXACT.has(disguise))) return null;
  // A word is in it as a whole or not at all.
  expect(start).toBeLessThanOrEqual(first.shown.start);
  expect(end).toBeGreaterThanOrEqual(last.shown.end);
  // Signs before and behind its words, as of an entry that begins with a picture, are the same in both.
  return plain.slice(first.plain.start - (first.shown.start - start), last.plain.end + end - last.shown.end);
}

describe('every span', () => {
  it('lies in the original text, ends behind a sign, and covers an entry of its rule, disguised or not', () => {
    let asked = 0;
    fc.assert(
      fc.property(posts, (post) => {
        const { text } = post;
        const { offer, counter, atRisk, entities } = explainer.explain({ text });
        for (const { start, end } of [...offer, ...counter, ...atRisk, ...entities]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(signEnd(text, end)).toBe(end);
        }
        for (const signal of [...offer, ...counter, ...atRisk]) {
          const rule = rules.get(signal.rule);
          if (rule === undefined || !goesByTerms(rule)) continue;
          expect(signal.term, `${signal.rule}: ${signal.text}`).not.toBeNull();
          const said = saidIn(post, signal);
          if (said === null) continue;
          asked += 1;
          const readings = scorer.words(said).map((word) => word.readings);
          expect(finder.entryOf(rule, readings, ''), `${signal.rule}: ${said}`).not.toBeNull();
        }
      }),
      { numRuns: 120 },
    );
    expect(asked).toBeGreaterThan(50);
  }, 120_000);
});
