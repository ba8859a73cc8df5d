import { describe, expect, it } from 'vitest';
import type { Category } from '../../../rules/categories.ts';
import type { Signal } from '../../../rules/index.ts';
import { countedOf } from '../../../rules/score/counted-of.ts';
import { decideGate, type GateDecision } from '../../../rules/score/decide-gate.ts';

const GATE = {
  threshold: 10,
  plainThreshold: 8,
  terseThreshold: 7,
  disputedThreshold: 16,
  protectionThreshold: 14,
  kinds: 2,
};
const SORTS = { sums: new Set(['shared.price.sum']), addresses: new Set(['shared.contact.number']) };

/** What was found: a category and a weight, and the last part of the rule's id where it matters. */
type Sign = readonly [category: Category, weight: number, slug?: string];

/** Signals side by side, so that none lies in the words of another. */
function inARow(signs: readonly Sign[], from: number): readonly Signal[] {
  return signs.map(([category, weight, slug = `own-${weight}`], at) => {
    const start = from + at * 4;
    return { rule: `shared.${category}.${slug}`, category, start, end: start + 3, weight };
  });
}

function decided(found: readonly Sign[], against: readonly Sign[] = []): GateDecision {
  const signals = inARow(found, 0);
  const counterSignals = inARow(against, found.length * 4);
  return decideGate({ signals, told: signals, counterSignals }, { gate: GATE, sorts: SORTS });
}

const neededOf = ({ trace }: GateDecision) =>
  trace.flatMap((step) => (step.step === 'gate' && step.part === 'threshold' ? [step.needed] : []));

const WAY: Sign = ['route', 3];
const SUM: Sign = ['price', 3, 'sum'];
const CHEAP: Sign = ['price', 3, 'cheap'];
const VAN: Sign = ['transport', 3];

describe('whose voice an offer is told in', () => {
  it.each<[why: string, isHeard: boolean, found: readonly Sign[], against?: readonly Sign[]]>([
    ['nobody speaks of two kinds', false, [WAY, VAN]],
    ['a voice is faint', false, [['provider', 1], WAY, VAN]],
    ['a voice is more than faint', true, [['provider', 2], WAY, VAN]],
    ['a call to write names nothing of a crossing', false, [['provider', 3], SUM, ['contact', 3]]],
    ['a call to write names a promise', true, [['provider', 3], SUM, ['guarantee', 3]]],
    ['a plain voice names nothing of a crossing', true, [['provider', 4], SUM, ['contact', 3]]],
    ['a plain voice stands beside a plain question', false, [['provider', 4], WAY, VAN], [['seeker', 4]]],
    ['a plain voice stands beside a doubtful question', true, [['provider', 4], WAY, VAN], [['seeker', 3]]],
    ['a plain voice stands beside other talk', true, [['provider', 4], WAY, VAN], [['news', 4]]],
    ['a plainer voice stands beside a plain question', true, [['provider', 5], WAY, VAN], [['seeker', 4]]],
    [
      'who pays on arrival asks plainly, however heavily the promise weighs',
      false,
      [['payment-on-arrival', 9], WAY],
      [['seeker', 4]],
    ],
  ])('where %s: %s', (_why, isHeard, found, against = []) => {
    expect(decided(found, against).isProviderMet).toBe(isHeard);
  });

  it.each<[why: string, isHeard: boolean, found: readonly Sign[], against?: readonly Sign[]]>([
    [
      'papers and one kind more',
      true,
      [
        ['documents', 3],
        ['contact', 3],
      ],
    ],
    ['papers alone', false, [['documents', 3]]],
    ['papers and one kind more, with a faint word against it', false, [['documents', 3], SUM], [['news', 1]]],
    ['a way and two kinds more', true, [WAY, SUM, VAN]],
    ['a way and two kinds more, with a faint word against it', false, [WAY, SUM, VAN], [['news', 1]]],
    ['an address and two kinds more, with a faint word', true, [SUM, VAN, ['contact', 3]], [['news', 1]]],
    ['an address and two kinds more, with a plain word', false, [SUM, VAN, ['contact', 3]], [['news', 2]]],
    ['a way, its sum and what makes it cheap', true, [WAY, SUM, CHEAP]],
    ['a means, its sum and what makes it cheap', false, [VAN, SUM, CHEAP]],
    ['a light way, its sum and what makes it cheap', false, [['route', 2], SUM, CHEAP]],
    ['a way and two sums', false, [WAY, SUM, ['price', 5, 'sum']]],
    ['a way and praise alone', false, [WAY, CHEAP]],
    ['a way, its sum and what makes it cheap, with a faint word', false, [WAY, SUM, CHEAP], [['news', 1]]],
  ])('may be that of an advert: %s: %s', (_what, isHeard, found, against = []) => {
    expect(decided(found, against).isProviderMet).toBe(isHeard);
  });
});

describe('kinds of evidence', () => {
  it('are each one, and a promise is one with payment on arrival', () => {
    const promised: readonly Sign[] = [
      ['provider', 5],
      ['guarantee', 5],
      ['payment-on-arrival', 5],
      ['wording', 5],
    ];
    expect(decided(promised)).toMatchObject({ kinds: ['guarantee'], isMet: false });
    expect(decided([...promised, WAY])).toMatchObject({ kinds: ['guarantee', 'route'], isMet: true });
  });
});

describe('what a rule on hold found', () => {
  const at = (rule: string, start: number, end: number, weight: number): Signal => ({
    rule: `shared.provider.${rule}`,
    category: 'provider',
    start,
    end,
    weight,
  });
  const [held, before, behind] = [at('held', 0, 20, 5), at('before', 0, 8, 3), at('behind', 12, 20, 3)];

  it('is said all the same, so that lighter rules do not say it once more instead', () => {
    const all = [before, held, behind];
    expect(countedOf(all)).toEqual([held]);
    expect(countedOf([before, behind], all)).toEqual([]);
    expect(countedOf([before, behind])).toEqual([before, behind]);
  });
});

describe('points', () => {
  it.each<[why: string, needed: number, found: readonly Sign[], against?: readonly Sign[]]>([
    ['of a voice', 10, [['provider', 4], WAY, VAN]],
    ['of a plain voice', 8, [['provider', 5], WAY, VAN]],
    ['of a plain voice, with a faint word against it', 8, [['provider', 5], WAY, VAN], [['news', 1]]],
    ['of a plain voice, with a plain word against it', 10, [['provider', 5], WAY, VAN], [['news', 2]]],
    ['of payment on arrival, however heavy', 10, [['payment-on-arrival', 9], WAY]],
    ['of a telegram', 7, [WAY, SUM, ['contact', 1]]],
    ['of a telegram, with a faint word against it', 10, [WAY, SUM, ['contact', 1]], [['news', 1]]],
    ['beside a warning', 16, [['provider', 7], WAY, VAN], [['warning', 8]]],
    ['beside a doubtful warning', 10, [['provider', 7], WAY, VAN], [['warning', 7]]],
    ['beside the warning of a provider', 10, [['provider', 8], WAY, VAN], [['warning', 8]]],
  ])('%s: %i are needed', (_what, needed, found, against = []) => {
    expect(neededOf(decided(found, against))).toEqual([needed]);
  });

  it('are enough where they are as many as needed, and say how many are missing where they are not', () => {
    const voice: Sign = ['provider', 4];
    expect(decided([voice, WAY, VAN])).toMatchObject({ isMet: true, score: 10, lacking: 0 });
    expect(decided([voice, WAY, ['transport', 1]])).toMatchObject({ isMet: false, score: 8, lacking: 2 });
  });

  it('are all that is missing only where no more than a plain word is taken off', () => {
    const voice: Sign = ['provider', 4];
    expect(decided([voice, WAY, VAN], [['news', 4]])).toMatchObject({ score: 6, lacking: 4 });
    expect(
      decided(
        [voice, WAY, VAN],
        [
          ['news', 4],
          ['court', 1],
        ],
      ),
    ).toMatchObject({ score: 5, lacking: 0 });
    expect(decided([voice, WAY])).toMatchObject({ score: 7, lacking: 0 });
  });
});
