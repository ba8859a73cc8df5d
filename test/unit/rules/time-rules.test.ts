import { describe, expect, it, vi } from 'vitest';
import { describeTimes } from '../../../bin/cli/rules/describe-times.ts';
import {
  compileRules,
  exampleTexts,
  parsePacks,
  perSecond,
  readPackFiles,
  shippedPacksDir,
  timeRules,
} from '../../../rules/index.ts';
import { createMatching } from '../../../rules/match/matching.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { shippedRules } from './shipped-packs.ts';

/** A clock that goes on by one microsecond whenever somebody looks at it. */
function steadyClock(): () => number {
  let at = 0;
  return () => {
    at += 1;
    return at;
  };
}

describe('the time of rules', () => {
  it('is of each rule that a post has something for, and says in how many it finds anything', async () => {
    const compiled = await shippedRules();
    const english = readPackFiles(shippedPacksDir()).sources.filter(({ file }) => file.startsWith('en/'));
    const texts = exampleTexts(parsePacks(english).located.map(({ pack }) => pack));
    expect(texts.length).toBeGreaterThan(200);
    const { rules, posts } = timeRules(compiled, texts, { rounds: 1, now: steadyClock() });
    expect(posts).toBe(texts.length);
    const matching = createMatching(compiled);
    const foundIn = new Map<string, number>();
    for (const text of texts) {
      matching.hear(text);
      matching.askRules();
      for (const id of new Set(matching.found.hits.map(({ rule }) => compiled.rules[rule]?.id ?? '')))
        foundIn.set(id, (foundIn.get(id) ?? 0) + 1);
    }
    // Sums are told as one, and a rule with patterns pattern by pattern.
    const single = new Map(
      compiled.rules.map(({ id, price, patterns }) => [id, price === null && patterns.length === 0]),
    );
    const told = new Map(rules.filter(({ pattern }) => pattern === null).map((one) => [one.rule, one]));
    const compared = [...foundIn].filter(([id]) => single.get(id) === true);
    expect(compared.length).toBeGreaterThan(50);
    for (const [id, count] of compared) expect(told.get(id)?.found, id).toBe(count);
    for (const { rule, asked, found } of rules) expect(asked, rule).toBeGreaterThanOrEqual(found);
  });

  it('is told of a pattern that cannot be run, too, with its rule and how often', () => {
    const { located } = parsed({
      'en.yml': packYaml([ruleYaml({ more: "    patterns: [{ match: '[0-9]{2}x', gate: digit }]\n" })]),
    });
    const compiled = compileRules(located.map(({ pack }) => pack));
    const exec = RegExp.prototype.exec;
    // As the engine does that refuses an expression when it is first run.
    const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
      if (this.source === '[0-9]{2}x') throw new SyntaxError('too large');
      return exec.call(this, text);
    });
    try {
      const texts = ['we take you 12x', 'another 34x', 'nothing'];
      const times = timeRules(compiled, texts, { rounds: 2, now: steadyClock() });
      expect(times.rules.map(({ pattern, asked, errored }) => ({ pattern, asked, errored }))).toContainEqual({
        pattern: '[0-9]{2}x',
        asked: 2,
        errored: 2,
      });
      expect(describeTimes(times, 0)).toMatch(
        /could not be run on posts.*\n {2}en\.provider\.test: on 2 of 2 posts/,
      );
    } finally {
      spy.mockRestore();
    }
  });

  it('is spread over all posts, the dearest first, each round for itself and the first thrown away', () => {
    const { located } = parsed({
      'en.yml': packYaml([
        ruleYaml(),
        ruleYaml({ category: 'price', terms: '["euro"]' }),
        ruleYaml({ category: 'transport', terms: '["tonight"]' }),
      ]),
    });
    const compiled = compileRules(located.map(({ pack }) => pack));
    const texts = ['we take you', 'we take you tonight', 'nothing of the kind', 'of that kind neither'];
    // Scoring, reading and three askings: two looks at the clock for each.
    const looksOfARound = 10;
    const steps = [1000, 48, 16, 32];
    let looks = 0;
    let at = 0;
    const now = () => {
      at += steps[Math.floor(looks / looksOfARound)] ?? 0;
      looks += 1;
      return at;
    };
    const { rules, whole } = timeRules(compiled, texts, { rounds: 3, now });
    expect(looks).toBe(steps.length * looksOfARound);
    expect(rules).toEqual([
      {
        ...{ rule: 'en.provider.test', pattern: null, asked: 2, found: 2, errored: 0 },
        time: { median: 1, least: 0.5, most: 1.5 },
      },
      {
        ...{ rule: 'en.transport.test', pattern: null, asked: 1, found: 1, errored: 0 },
        time: { median: 0.5, least: 0.25, most: 0.75 },
      },
    ]);
    expect(whole).toEqual({ median: 8, least: 4, most: 12 });
    expect(perSecond({ median: 10, least: 5, most: 20 })).toEqual({
      median: 100_000,
      least: 50_000,
      most: 200_000,
    });
  });
});
