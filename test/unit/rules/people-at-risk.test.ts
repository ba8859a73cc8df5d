import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scorer } from '../../../rules/index.ts';
import { type Case, readHalf } from '../../evaluation/read-cases.ts';
import { isAtRisk } from '../../evaluation/tally.ts';
import { shippedScorer } from './shipped-packs.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/evaluation');

let scorer: Scorer;
let cases: readonly Case[];
beforeAll(async () => {
  scorer = await shippedScorer();
  cases = await readHalf(FIXTURES, 'tuned');
}, 60_000);

const of = (functionality: string) => cases.filter((one) => one.functionality === functionality);

/** Texts that do not end in protection, with where they do. */
function strayed(some: readonly Case[]): string[] {
  return some.flatMap(({ id, text }) => {
    const { lane, score } = scorer.score({ text });
    return lane === 'protect' && score === null ? [] : [`${id}: ${lane}`];
  });
}

/** The plainest offer of each language that the rules flag. */
function offers(): Case[] {
  const flagged = cases.filter(
    ({ label, text }) => label === 'offer' && scorer.score({ text }).lane === 'review',
  );
  return [...new Map(flagged.map((one) => [one.lang, one])).values()];
}

describe('people at risk', () => {
  it('PRO-03 distress is found in every language of the packs, and has no score', () => {
    const distress = of('pro_distress');
    expect(new Set(distress.map(({ lang }) => lang)).size).toBe(45);
    expect(strayed(distress)).toEqual([]);
  });

  it('PRO-04 a minor alone leads to protection, and never to review', () => {
    expect(of('pro_minor').length).toBeGreaterThan(0);
    expect(strayed(of('pro_minor'))).toEqual([]);
  });

  it('PRO-05 extortion and other signs of trafficking lead to protection, and never to review', () => {
    expect(of('pro_extortion').length).toBeGreaterThan(0);
    expect(strayed(of('pro_extortion'))).toEqual([]);
  });

  it('PRO-07 a sign of distress wins over the plainest offer, in every language', () => {
    const distress = new Map(of('pro_distress').map((one) => [one.lang, one]));
    const mixed = offers().flatMap((offer) => {
      const sign = distress.get(offer.lang);
      return sign ? [{ ...offer, id: `${offer.id}+${sign.id}`, text: `${offer.text}\n${sign.text}` }] : [];
    });
    expect(mixed.length).toBeGreaterThan(40);
    expect(strayed(mixed)).toEqual([]);
  });

  it('PRO-08 of the labelled cases none at risk is missed, and none of people on the move is flagged', () => {
    expect(strayed(cases.filter(isAtRisk))).toEqual([]);
    const flagged = cases.filter(
      ({ label, text }) => label === 'protect' && scorer.score({ text }).lane === 'review',
    );
    expect(flagged.map(({ id }) => id)).toEqual([]);
  });
});
