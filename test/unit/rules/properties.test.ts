import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { compileRules, createScorer, type Scorer } from '../../../rules/index.ts';
import { normalise } from '../../../rules/text/normalise.ts';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';
import { scoredCases } from '../../support/scored-cases.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const { scorer, cases } = await scoredCases();

/** Any Unicode string, lone surrogates too, and pieces of real posts between: chance alone finds no words. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...cases.map(({ text }) => text)),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
      ),
      {
        maxLength: 4,
      },
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
    .map((units) => String.fromCharCode(...units)),
);

/** That every rule ran on a text, and that all that was found lies in it and cuts no character in two. */
function expectSound(one: Scorer, text: string): void {
  const { signals, counterSignals, trace } = one.score({ text });
  // A pattern that throws is caught and told of there.
  expect(trace.filter(({ step }) => step === 'errored')).toEqual([]);
  for (const { start, end } of [...signals, ...counterSignals, ...one.entities(text)]) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect([start, end].filter((at) => isInsidePair(text, at))).toEqual([]);
  }
}

/** Whether a place lies between the two halves of one character. */
function isInsidePair(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.slice(at)) && /[\ud800-\udbff]$/.test(text.slice(0, at));
}

describe('scoring', () => {
  it('throws on no string, runs every rule, and finds only what lies in it', () => {
    fc.assert(
      fc.property(anyText, (text) => expectSound(scorer, text)),
      { numRuns: 2_000 },
    );
  });

  it('is not sound where a rule errors', () => {
    const { located } = parsed({
      'en.yml': packYaml([ruleYaml(), ruleYaml({ id: 'en.price.broken', category: 'price' })]),
    });
    const broken = located.map(({ pack }) => ({
      ...pack,
      rules: pack.rules.map((rule) =>
        rule.category === 'price' ? { ...rule, patterns: [{ match: '(', gate: 'digit' as const }] } : rule,
      ),
    }));
    const one = createScorer(compileRules(broken), { release: null });
    expect(() => expectSound(one, 'we take you')).toThrow('errored');
    expect(() => expectSound(scorer, 'we take you')).not.toThrow();
  });

  it('gives the same bytes for the same text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.stringify(scorer.score({ text }))).toBe(JSON.stringify(scorer.score({ text })));
      }),
      { numRuns: 300 },
    );
  });
});

describe('normalising', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

const SIZE = 100 * 1024;
const filled = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);
const joined = cases.map(({ text }) => text).join(' ');

/** Shapes that make matchers slow: long runs, near matches, digits, separators, marks, real words in great number. */
const SHAPES: readonly (readonly [name: string, text: string])[] = [
  ['one letter', filled('a')],
  ['single letters', filled('a ')],
  ['single letters and dots', filled('b.o.a.t.')],
  ['digits', filled('0')],
  ['numbers', filled('12 345 ')],
  ['prices', filled('1.500€ ')],
  ['separators', filled('-')],
  ['combining marks', filled('a\u0301\u0336')],
  ['joiners', filled('\u200d')],
  ['tatweel', filled('قـــارب ')],
  ['dotless Arabic', filled('ٯارٮ ')],
  ['spaced dots', filled('b . o . a . t . ')],
  ['doubled letters', filled('bbooaatt passsport tteell ')],
  ['doubled letters with vowel signs', filled('নৌনৌকাকা ')],
  ['Cyrillic leet', filled('п3р3пр4вка гр@ниц@ ')],
  ['leet', filled('b04t5 p4$$p0rt ')],
  ['quotation marks', filled('"we take you" ')],
  ['flags', filled('🇹🇷🇬🇷')],
  ['places', filled('Turkey Greece Italy ')],
  [
    'one offer again and again',
    filled('we take you by boat from Turkey to Greece, 1500 euro, pay on arrival. '),
  ],
  ['cancelled again and again', filled('smuggler we are not smugglers ')],
  ['one call for help again and again', filled('help us our boat is sinking no water my child is sick ')],
  ['links with numbers', `Rome ${filled('x.com/350 ')}`],
  ['a link and many dots', `x.com/a ${filled('abe.qrs.')}`],
  ['numbers beside words of payment', `Rome ${filled('350 bus money fare each ')}`],
  [
    'places, and words of direction behind them all',
    filled('Rome abc def ').slice(SIZE / 2) + filled('to ').slice(SIZE / 2),
  ],
  ['all cases together', filled(joined)],
  ['a sign that many rules name, behind a word', filled('a ?')],
  ['two such signs and no space', filled('?a')],
  ['two such signs, a word and a picture', filled('👍a ??')],
  ['questions', filled('a? b? ')],
  ['question and exclamation marks', filled('?!')],
  ['hours', filled('12:30 a,')],
  ['sums of one digit', filled('$5 ')],
  ['fractions and letters apart', filled('1/2 b o a t ')],
  ['numbers of one digit', filled('1 2 3 ')],
  ['handles', filled('@a ')],
  ['hashtags', filled('#ab ')],
  ['clauses of a letter', filled('a, b; ')],
  ['lone surrogates', filled('\ud800')],
  ['signs of money that may be letters', filled('€1')],
  ['laughs', filled('haha ')],
  ['one sign that folds to four words', filled('ﷺ')],
  ['a word of many languages', filled('inbox ')],
  ['a word of twenty languages, beside which rules look for more', filled('cv ')],
  ['words that many languages put together otherwise, in quotation marks', filled('".dm me! in pm\n')],
  ['calls for help on lines of their own', filled('help us our boat is sinking\n')],
  ['rows of figures beside a word', filled('boat 1 2 3 4 5 6 ')],
];

describe('100 KB of anything', () => {
  let times: readonly number[];
  beforeAll(() => {
    times = builtScoringTimes(SHAPES.map(([, text]) => text));
    // On a machine that builds first, as after a change.
  }, 120_000);

  it.each(SHAPES.map(([name], at) => [name, at] as const))(
    '%s: scored within 100 ms, best of three',
    (_name, at) => {
      expect(times[at]).toBeLessThan(100 * slowness());
    },
  );
});

/** In a process of its own on the built code, ms each. */
function builtScoringTimes(texts: readonly string[]): readonly number[] {
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--import', './test/tooling/built-code.mjs', 'test/support/time-scoring.ts'],
    { cwd: projectRoot(), input: JSON.stringify(texts), encoding: 'utf8' },
  );
  return JSON.parse(output);
}
