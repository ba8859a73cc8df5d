import { describe, expect, it } from 'vitest';
import { compileRules, createExplainer, createScorer } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const { located, faults } = parsed({
  'en.yml': packYaml([
    ruleYaml({ terms: '["we tak* you"]' }),
    ruleYaml({ id: 'en.provider.lighter', weight: 1, terms: '["seats"]', match: '["a", "b"]' }),
    ruleYaml({ category: 'news', weight: 5, terms: '["police"]' }),
    ruleYaml({ category: 'distress', weight: 0, terms: '["we sink"]' }),
  ]),
});
const packs = located.map(({ pack }) => pack);
const explainer = createExplainer(packs, createScorer(compileRules(packs), { release: 'r1' }));

const others = parsed({
  'shared.yml': packYaml(
    [ruleYaml({ id: 'shared.provider.border', languages: 'all', terms: '["@border"]' })],
    'language: shared\nabout: Shared\nconcepts: [{ name: border, means: "A border.", not: "" }]\n',
  ),
  'en.yml': packYaml([ruleYaml({ terms: '["we tak* you", "{number} left"]' })]),
  'de.yml': packYaml([], 'language: de\nabout: Words\nwords: { border: ["über die grüne grenze"] }\n'),
}).located.map(({ pack }) => pack);
const disguisedExplainer = createExplainer(others, createScorer(compileRules(others), { release: null }));

describe('an explanation', () => {
  it('leads every point to words, a term, a rule and the release', () => {
    expect(faults).toEqual([]);
    const { assessment, offer, counter } = explainer.explain({ text: 'We TAKE you, few seats. Police!' });
    expect(assessment.release).toBe('r1');
    expect(offer).toMatchObject([
      { rule: 'en.provider.test', text: 'We TAKE you', term: 'we tak* you', weight: 3, counted: true },
      { rule: 'en.provider.lighter', text: 'seats', term: 'seats', weight: 1, counted: true },
    ]);
    expect(counter).toMatchObject([{ rule: 'en.news.test', text: 'Police', counted: true }]);
  });

  it.each([
    ['a disguise', 'we t4kе уou', 'we tak* you'],
    ['letters apart', 'we t.a.k.e you', 'we tak* you'],
    ['a number', 'only 12 left', '{number} left'],
    ['another spelling', 'ueber die gruene Grenze', 'über die grüne grenze (@border, de)'],
  ])('names the entry of the pack behind %s', (_what, text, term) => {
    const { offer, counter } = disguisedExplainer.explain({ text });
    expect([...offer, ...counter].map((one) => one.term)).toEqual([term]);
  });

  it('says what was missing for the gate', () => {
    const { missing } = explainer.explain({ text: 'nothing of the kind' });
    expect(missing.map(({ part }) => part)).toEqual(['provider', 'kinds', 'threshold']);
    // A voice that is not plain names no crossing either.
    expect(explainer.explain({ text: 'we take you' }).missing).toEqual([
      { part: 'provider' },
      { part: 'kinds', found: [], needed: 2 },
      { part: 'threshold', score: 3, needed: 8 },
    ]);
  });

  it('sets people at risk apart, and asks no gate of them', () => {
    const { assessment, atRisk, offer, missing } = explainer.explain({ text: 'we sink, we take you' });
    expect(assessment.lane).toBe('protect');
    expect(atRisk.map(({ text }) => text)).toEqual(['we sink']);
    expect(offer.map(({ text }) => text)).toEqual(['we take you']);
    expect(missing).toEqual([]);
  });

  it('tells what speaks against a person at risk apart from what speaks against an offer', () => {
    const leaning = 'toward: call, degrees: { even: 0, step: 5, against: 6 }, known: 2';
    const { located: own, faults: none } = parsed({
      'en.yml': packYaml(
        [
          ruleYaml({ category: 'distress', weight: 0, terms: '["we sink"]' }),
          ruleYaml({ category: 'news', weight: 5, terms: '["police"]' }),
          ruleYaml({
            id: 'en.appeal.of-calls',
            category: 'appeal',
            weight: 4,
            terms: null,
            more: `    leaning: { ${leaning} }\n`,
          }),
        ],
        'language: en\nabout: A pack for tests\nleanings: { call: { tea: -30, garden: -20 } }\n',
      ),
    });
    expect(none).toEqual([]);
    const told = own.map(({ pack }) => pack);
    const { assessment, counter, notAtRisk } = createExplainer(
      told,
      createScorer(compileRules(told), { release: null }),
    ).explain({ text: 'Police: we sink, tea in the garden' });
    expect(assessment.lane).toBe('none');
    expect(counter.map(({ text }) => text)).toEqual(['Police']);
    expect(notAtRisk.map(({ text, weight, counted }) => [text, weight, counted])).toEqual([
      ['tea', 6, true],
      ['garden', 6, true],
    ]);
  });

  it('names the list of a term that stands in one, of the language of the post where several have it', () => {
    const words = (language: string, terms: string) =>
      `language: ${language}\nabout: Words\nwords:\n  provides: ${terms}\n`;
    const lists = parsed({
      'shared.yml': packYaml(
        [ruleYaml({ id: 'shared.provider.test', languages: 'all', terms: '["@provides"]' })],
        'language: shared\nabout: Shared\nconcepts:\n  - { name: provides, means: "Carries.", not: "" }\n',
      ),
      'a.yml': words('ar', '["taxi"]'),
      'b.yml': words('de', '["wir bring* euch", "taxi", "heute", "morgen"]'),
    });
    expect(lists.faults).toEqual([]);
    const shared = lists.located.map(({ pack }) => pack);
    const scorer = createScorer(compileRules(shared), { release: null });
    const { offer } = createExplainer(shared, scorer).explain({
      text: 'Wir bringen euch: Taxi',
      language: 'de',
    });
    expect(offer.map(({ term }) => term)).toEqual([
      'wir bring* euch (@provides, de)',
      'taxi (@provides, de)',
    ]);
  });
});
