import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CompiledRules,
  compileRules,
  holdableRules,
  type Pack,
  probePacks,
} from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';
import { shippedPacks, shippedRules } from './shipped-packs.ts';

const NOTHING = { holds: [], shadowLanguages: [] };

describe('probes of the shipped packs', () => {
  let packs: readonly Pack[];
  let compiled: CompiledRules;
  beforeAll(async () => {
    packs = shippedPacks();
    compiled = await shippedRules();
  }, 120_000);

  it('find known offers of every language that has one, leave harmless posts alone and bring people at risk to protection', () => {
    const { languages, rules } = probePacks(packs, compiled, NOTHING);
    for (const { language, offers, harmless, atRisk, lostTo } of languages) {
      expect([offers.right, harmless.right, atRisk.right], language).toEqual([
        offers.n,
        harmless.n,
        atRisk.n,
      ]);
      expect(lostTo).toEqual([]);
    }
    expect(languages.filter(({ offers }) => offers.n > 0).length).toBeGreaterThanOrEqual(40);
    expect(rules.filter(({ answer }) => answer !== 'speaks')).toEqual([]);
    expect(rules.length).toBeGreaterThan(1000);
  });

  it('lose every offer and no person at risk where all that speaks for an offer is on hold, and name the holds', () => {
    const holds = [...holdableRules(compiled)];
    const { languages, rules } = probePacks(packs, compiled, { holds, shadowLanguages: [] });
    for (const { language, offers, harmless, atRisk, lostTo } of languages) {
      expect(offers.right, language).toBe(0);
      expect(harmless.right).toBe(harmless.n);
      expect(atRisk.right).toBe(atRisk.n);
      expect(lostTo.length > 0, language).toBe(offers.n > 0);
    }
    const held = new Set(holds);
    for (const { rule, answer } of rules) expect(answer, rule).toBe(held.has(rule) ? 'held' : 'speaks');
  });

  it('lose the offers of one language alone to a hold on its own rule', () => {
    const one = probePacks(packs, compiled, { ...NOTHING, holds: ['shared.contact.handle'] });
    const lost = one.languages.filter(({ lostTo }) => lostTo.length > 0);
    expect(lost.length).toBeGreaterThan(0);
    for (const { lostTo } of lost) expect(lostTo).toEqual(['shared.contact.handle']);
  });

  it('lose the offers of a language in shadow, and no person at risk', () => {
    const { languages } = probePacks(packs, compiled, { holds: [], shadowLanguages: ['ti'] });
    const found = languages.filter(({ offers }) => offers.right < offers.n);
    expect(found.map(({ language }) => language)).toEqual(['ti']);
    // A post may be heard as a neighbour of the language that its pack is of.
    for (const { offers, lostTo } of found) expect([offers.right <= 1, lostTo]).toEqual([true, []]);
    for (const { atRisk } of languages) expect(atRisk.right).toBe(atRisk.n);
  });
});

describe('a rule that does not do what its pack shows', () => {
  it.each([
    ['missed', ruleYaml({ match: '["we take you", "nothing of the kind"]' })],
    ['overreaches', ruleYaml({ reject: '["we took it", "so we take you"]' })],
    ['speaks', ruleYaml()],
  ])('is told as "%s"', (answer, yaml) => {
    const { located, faults } = parsed({ 'en/test.yml': packYaml([yaml]) });
    expect(faults).toEqual([]);
    const packs = located.map(({ pack }) => pack);
    const { rules, languages } = probePacks(packs, compileRules(packs), NOTHING);
    expect(rules).toEqual([{ rule: 'en.provider.test', language: 'en', answer }]);
    expect(languages).toMatchObject([{ language: 'en', offers: { n: 0, right: 0 } }]);
  });

  it('speaks where it cannot be held, whatever was asked', () => {
    const rule = ruleYaml({
      category: 'news',
      terms: '["police said"]',
      match: '["police said", "Police said."]',
    });
    const packs = parsed({ 'en/test.yml': packYaml([rule]) }).located.map(({ pack }) => pack);
    const holds = ['en.news.test'];
    expect(probePacks(packs, compileRules(packs), { ...NOTHING, holds }).rules).toEqual([
      { rule: 'en.news.test', language: 'en', answer: 'speaks' },
    ]);
  });

  it('is passed over where it is not live', () => {
    const { located } = parsed({ 'en/test.yml': packYaml([ruleYaml({ status: 'retired' })]) });
    const packs = located.map(({ pack }) => pack);
    expect(probePacks(packs, compileRules(packs), NOTHING).rules).toEqual([]);
  });
});
