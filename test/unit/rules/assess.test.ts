import { describe, expect, it } from 'vitest';
import { compileRules, createScorer } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

/** Ten points are needed: the advert has seven, and twelve where "tonight" is heard. */
const RULES = [
  ['provider.takes', 3, '"we take you"'],
  ['provider.plainly', 5, '"we carry you"'],
  ['transport.van', 2, '"van"'],
  ['contact.write', 2, '"write me"'],
  ['commerce.rent', 5, '"rent", "🏠"'],
  ['fiction.jest', 5, '"haha", "🏠🏠"'],
  ['news.told', 4, '"reporter", "newspaper"'],
  ['distress.plea', 0, '"help us"'],
] as const;

const ruleOf = (id: string, weight: number, terms: string | null, more = '') =>
  ruleYaml({ id: `en.${id}`, category: id.split('.')[0] ?? '', weight, terms, more });

const { located, faults } = parsed({
  'en.yml': packYaml(
    [
      ...RULES.map(([id, weight, terms]) => ruleOf(id, weight, `[${terms}]`)),
      ruleOf('contact.address', 2, null, `    patterns: [{ match: '@[a-z]{3,20}', gate: at }]\n`),
      ruleOf('wording.of-offers', 5, null, '    leaning: { toward: offer, least: 20 }\n'),
    ],
    'language: en\nabout: A pack for tests\ngate: { threshold: 10, kinds: 2 }\nleanings: { offer: { tonight: 30 } }\n',
  ),
});
const scorer = createScorer(compileRules(located.map(({ pack }) => pack)), { release: null });
const scored = (text: string) => scorer.score({ text });
const laneOf = (text: string) => scored(text).lane;
const stepsOf = (text: string) => scored(text).trace.map(({ step }) => step);
const placesOf = (text: string, rule: string) =>
  scored(text)
    .signals.filter((signal) => signal.rule === rule)
    .map(({ start }) => start);

const AD = 'We take you by van, write me';

it('is a pack that can be', () => expect(faults).toEqual([]));

describe('a post of somebody at risk', () => {
  it('says that there is an offer as well only where a provider speaks and names something', () => {
    expect(stepsOf(`${AD}. Help us`)).toContain('offer-and-distress');
    expect(stepsOf('We carry you. Help us')).not.toContain('offer-and-distress');
    expect(stepsOf('By van, write me. Help us')).not.toContain('offer-and-distress');
  });

  it('is asked for no more points of an offer, and shows none of the words they would come from', () => {
    const { lane, signals } = scored(`${AD} tonight. Help us`);
    expect(lane).toBe('protect');
    expect(signals.map(({ category }) => category)).not.toContain('wording');
    expect(scorer.offers(`${AD} tonight. Help us`)).toBe(true);
  });

  it('shows the call that stands, however often it was said before where it does not', () => {
    const told = `The reporter, the newspaper: ${'help us, '.repeat(10)}`;
    expect(laneOf(told)).toBe('none');
    const text = `${told}\nHelp us`;
    expect(laneOf(text)).toBe('protect');
    expect(placesOf(text, 'en.distress.plea')).toContain(text.lastIndexOf('Help us'));
    expect(placesOf(text, 'en.distress.plea').length).toBeLessThan(10);
  });

  it('is one in quotation marks too, and no rule that only others speak', () => {
    const text = 'She wrote to all of us in the morning: "help us"';
    expect(laneOf(text)).toBe('protect');
    expect(stepsOf(text)).not.toContain('quoted');
  });
});

describe('the words of a post that miss points', () => {
  it('add them for whoever asks whether a post offers anything', () => {
    expect(scorer.offers(AD)).toBe(false);
    expect(scorer.offers(`${AD} tonight`)).toBe(true);
  });

  it('add nothing where a tag or a laugh speaks against it, which alone takes nothing off', () => {
    expect(scored(`${AD} #rent`)).toMatchObject({ score: 7 });
    expect(laneOf(`${AD} tonight #rent`)).toBe('none');
    expect(laneOf(`${AD} tonight`)).toBe('review');
  });

  it('bring no other subject into earshot of the offer', () => {
    const away = 'The sun was out. '.repeat(8);
    expect(scored(`${AD}. ${away}For rent tonight`)).toMatchObject({ lane: 'review', score: 12 });
    expect(laneOf(`${AD}. For rent tonight`)).toBe('none');
  });
});

describe('what says nothing against an offer', () => {
  it.each([
    ['a laugh beside an address', 0, `${AD} @sample haha`],
    ['pictures of fiction beside an address', 0, `${AD} @sample 🏠🏠`],
    ['a tag', 0, `${AD} #rent`],
  ])('is %s', (_what, weight, text) => {
    expect(scored(text).counterSignals.map((one) => one.weight)).toContain(weight);
  });

  it.each([
    ['a laugh without an address', 5, `${AD} haha`],
    ['a picture of something else beside an address', 5, `${AD} @sample 🏠`],
    ['a word', 5, `${AD} @sample rent`],
  ])('is not %s', (_what, weight, text) => {
    expect(scored(text).counterSignals.map((one) => one.weight)).toEqual([weight]);
  });
});

it('a rule that is quoted and spoken counts, and nothing else is said of it', () => {
  const quoted = 'They wrote on the door of the house: "we take you"';
  expect(scored(quoted).trace).toContainEqual({ step: 'quoted', rule: 'en.provider.takes', weight: 0 });
  expect(stepsOf(`${quoted}. We take you`)).not.toContain('quoted');
});
