import { describe, expect, it } from 'vitest';
import { type Assessment, compileRules, createScorer } from '../../../rules/index.ts';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { fc } from '../../support/properties.ts';
import { shippedPacks, shippedRules, shippedScorer } from './shipped-packs.ts';

const packs = shippedPacks();
const scorer = await shippedScorer();
const OFFER =
  'We take you from Turkey to Italy by dinghy, 5000 euro, pay on arrival, inbox me @example_handle';

/** Strings stitched from real terms, disguise and rubble, so that rules fire on them. */
const words = packs.flatMap(({ words: lists }) =>
  Object.values(lists ?? {}).flatMap((terms) => terms.slice(0, 2)),
);
const piece = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(
    '\ud800',
    '\udc00',
    '\0',
    '\u200d',
    '🇲🇦',
    '🇪🇸',
    '➡️',
    '2500 €',
    '@example_handle',
    'ـ',
    'b o a t',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const post = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(' '));

describe('the scorer', () => {
  it('never throws and keeps spans inside the text', () => {
    fc.assert(
      fc.property(post, (text) => {
        const { signals, counterSignals } = scorer.score({ text });
        for (const { start, end } of [...signals, ...counterSignals]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes for the same text, whatever was scored before', async () => {
    const other = await shippedScorer();
    fc.assert(
      fc.property(post, post, (text, before) => {
        other.score({ text: before });
        expect(JSON.stringify(other.score({ text }))).toBe(JSON.stringify(scorer.score({ text })));
      }),
    );
  });

  it('sorts signals by start and then by rule', () => {
    fc.assert(
      fc.property(post, (text) => {
        const keys = scorer
          .score({ text })
          .signals.map(({ start, rule }) => `${String(start).padStart(9, '0')} ${rule}`);
        expect(keys).toEqual(keys.toSorted());
      }),
    );
  });

  it('never reviews a post without a voice of its provider and two independent kinds', () => {
    fc.assert(
      fc.property(post, (text) => {
        const { lane, signals, counterSignals } = scorer.score({ text });
        if (lane !== 'review') return;
        const categories = new Set(signals.map(({ category }) => category));
        const kinds = new Set(
          [...categories]
            .filter((category) => category !== 'provider' && category !== 'recruiter')
            .map((category) => category.replace('payment-on-arrival', 'guarantee')),
        );
        const hasVoice = ['provider', 'recruiter', 'payment-on-arrival'].some((voice) =>
          categories.has(voice as (typeof signals)[number]['category']),
        );
        const isAdvert = kinds.size >= 3 && counterSignals.every(({ weight }) => weight <= 1);
        const isUndisputed = counterSignals.length === 0;
        const isOfPapers = isUndisputed && kinds.has('documents');
        const prices = new Set(
          signals.filter(({ category }) => category === 'price').map(({ rule }) => rule),
        );
        const isBargain = isUndisputed && kinds.has('route') && prices.size >= 2;
        expect(hasVoice || isAdvert || isOfPapers || isBargain).toBe(true);
        expect(kinds.size).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('puts spans on the original words under disguise', () => {
    const text = `Hi! Ｗｅ ｔａｋｅ ｙｏｕ from Turkey to Greece`;
    const found = scorer.score({ text }).signals.find(({ rule }) => rule === 'shared.provider.provides');
    expect(text.slice(found?.start, found?.end)).toMatch(/^Ｗｅ ｔａｋｅ ｙｏｕ/);
  });

  it('finds a term with a hyphen in a post that writes it, whatever other words make one word of its pieces', () => {
    for (const said of ['paiement là-bas', 'paiement là bas']) {
      const rules = scorer
        .score({ text: `Passage Tunis Lampedusa, ${said}` })
        .signals.map(({ rule }) => rule);
      expect(rules, said).toContain('shared.payment-on-arrival.stated');
    }
    const boat = 'Libya zuwa Italiya, muna da kwale-kwale daga Zuwara';
    const spans = scorer.score({ text: boat }).signals.map(({ start, end }) => boat.slice(start, end));
    expect(spans).toContain('muna da kwale-kwale daga');
  });

  it('lets a call for help win over a perfect offer and notes that both were there', () => {
    const assessment = scorer.score({ text: `${OFFER}. Our boat is sinking, please help` });
    expect(assessment.lane).toBe('protect');
    expect(assessment.score).toBeNull();
    expect(assessment.trace.map(({ step }) => step)).toContain('offer-and-distress');
  });

  it('takes "children free" in an advert for a discount and for no minor at risk', () => {
    expect(scorer.score({ text: `${OFFER}, children free` }).lane).toBe('review');
  });

  it('explains every part of the gate', () => {
    const gate = scorer.score({ text: OFFER }).trace.filter(({ step }) => step === 'gate');
    expect(gate).toMatchObject([
      { part: 'provider', met: true },
      { part: 'kinds', met: true },
      { part: 'threshold', met: true },
    ]);
  });

  it('adds up to the counted steps of its trace', () => {
    const { score, trace } = scorer.score({ text: OFFER });
    const sum = trace.reduce((total, step) => total + (step.step === 'counted' ? step.weight : 0), 0);
    expect(score).toBe(sum);
  });

  it('gives nothing for disguise itself', () => {
    const plain = scorer.score({ text: OFFER });
    const disguised = scorer.score({ text: OFFER.replace('dinghy', 'd\u200bin\u200bghy') });
    expect(disguised.score).toBe(plain.score);
    expect(disguised.trace[0]).toEqual({ step: 'undone', what: ['invisible'], weight: 0 });
  });

  it('keeps post text out of the assessment', () => {
    expect(JSON.stringify(scorer.score({ text: OFFER }))).not.toContain('example_handle');
  });

  it('switches held rules off and names the hold', async () => {
    const holds = ['shared.contact.handle', 'shared.provider.provides'];
    const isSpoken = ({ signals }: Assessment) => signals.some(({ rule }) => holds.includes(rule));
    expect(isSpoken(scorer.score({ text: OFFER }))).toBe(true);
    const held = createScorer(await shippedRules(), { release: 'r1', holds });
    const assessment = held.score({ text: OFFER });
    expect(assessment).toMatchObject({ release: 'r1', holds });
    expect(isSpoken(assessment)).toBe(false);
    expect(held.ruleCount).toBe(scorer.ruleCount - 2);
  });

  it('says that a rule errored instead of passing over it', () => {
    const [first] = packs.flatMap(({ rules }) => rules);
    if (first === undefined) throw new Error('expected a shipped rule');
    const bad = { ...first, id: 'en.price.broken', patterns: [{ match: '(', gate: 'digit' as const }] };
    const broken = createScorer(
      compileRules([{ file: 'memory.yml', language: 'en', about: 'broken', rules: [bad], cases: [] }]),
      {
        release: null,
      },
    );
    const step = { step: 'errored', rule: 'en.price.broken', error: 'SyntaxError' };
    expect(broken.score({ text: 'anything' }).trace).toContainEqual(step);
  });

  it('guesses by script first and takes a hint over a guess', () => {
    expect(scorer.score({ text: 'ከጅቡቲ ወደ የመን' }).language).toBe('am');
    expect(scorer.score({ text: 'هل الطريق مفتوح' }).language).toBe('ar');
    expect(scorer.score({ text: 'the boat is with you and we are here' }).language).toBe('en');
    expect(scorer.score({ text: '12 🚤' }).language).toBe('und');
    expect(scorer.score({ text: 'hello', language: 'pt-BR' }).language).toBe('pt');
  });

  it('reads a megabyte of anything in time that grows with its length', () => {
    const hostile = [
      '0'.repeat(1e6),
      'a '.repeat(5e5),
      `${OFFER} `.repeat(1e4),
      '🇲🇦🚤🇪🇸'.repeat(1e5),
      '\ud800'.repeat(1e6),
    ];
    for (const text of hostile) {
      // Microseconds. A generous bound: a quadratic step would take minutes.
      expect(cpuMicroseconds(() => scorer.score({ text }))).toBeLessThan(5_000_000);
    }
  }, 60_000);
});
