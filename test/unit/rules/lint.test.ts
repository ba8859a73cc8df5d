import { describe, expect, it } from 'vitest';
import { type BackgroundPost, lintPacks } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

function codesOf(files: Readonly<Record<string, string>>, background: readonly BackgroundPost[] = []) {
  return lintPacks(parsed(files), background).map(
    ({ code, level, file, line }) => `${file}:${line} ${level} ${code}`,
  );
}

const CONCEPTS = `language: shared
about: Concepts for tests
concepts:
  - { name: provides, means: "We take you.", not: "" }
`;

describe('lint', () => {
  it('has nothing to say of a pack in good order', () => {
    expect(codesOf({ 'en.yml': packYaml([ruleYaml()]) })).toEqual([]);
  });

  it('reports what keeps one file from being read, and looks at the others all the same', () => {
    const files = {
      'bad.yml': packYaml([ruleYaml({ weight: 99 })]),
      'en.yml': packYaml([ruleYaml({ id: 'en.provider.kurds', terms: '["kurd*"]' })]),
    };
    expect(codesOf(files)).toEqual([
      'bad.yml:9 error rules.invalid',
      'en.yml:10 error rules.protected-trait',
    ]);
  });

  it('refuses words of its own in two languages, which are looked for in all, and takes concepts in two', () => {
    const of = (terms: string) => {
      const rule = ruleYaml({ id: 'shared.provider.test', terms, languages: '[en, fr]' });
      const head = 'language: shared\nabout: A pack for tests\n';
      const files = { 'shared.yml': packYaml([rule], head), 'concepts.yml': CONCEPTS };
      return codesOf(files).filter((one) => !one.includes('missing-examples'));
    };
    expect(of('["we take you"]')).toEqual(['shared.yml:7 error rules.many-languages']);
    expect(of('["@provides"]')).toEqual([]);
  });

  it('names every rule that a language shows too little of', () => {
    const ids = Array.from({ length: 9 }, (_none, at) => `shared.provider.test-${at}`);
    const more = { languages: 'all', terms: '["@provides"]', match: '["a", "b", "c"]' };
    const files = {
      'en/words.yml': 'language: en\nabout: Words\nwords:\n  provides: ["we carry you"]\n',
      'shared.yml': packYaml(
        ids.map((id) => ruleYaml({ ...more, id })),
        CONCEPTS,
      ),
    };
    const [finding] = lintPacks(parsed(files));
    expect(finding?.code).toBe('rules.missing-examples');
    for (const id of ids) expect(finding?.message).toContain(id);
  });

  it('names the place of a term that no post can contain', () => {
    // A slash parts words, and a letter between signs is read together with its neighbours.
    const terms = '["we take you", "s.e.a.t"]';
    expect(codesOf({ 'en.yml': packYaml([ruleYaml({ terms })]) })).toEqual([
      'en.yml:10 warning rules.unreachable-term',
    ]);
  });

  it('takes a hyphen in a term as a post is read that writes it', () => {
    const terms = '["we take you", "paid over-there", "overthere"]';
    expect(codesOf({ 'en.yml': packYaml([ruleYaml({ terms })]) })).toEqual([]);
  });

  it('finds a term that stands twice, however it is spelled', () => {
    const files = {
      'en.yml': packYaml([ruleYaml()]),
      'more.yml': packYaml([ruleYaml({ id: 'en.provider.more', terms: '["WE  táke you", "we bring you"]' })]),
    };
    expect(codesOf(files)).toEqual(['more.yml:10 warning rules.duplicate-term']);
  });

  it('lets a word stand twice where companions make it say something else', () => {
    const near = ruleYaml({ id: 'en.provider.more', more: '    with: [["boat"]]\n' });
    expect(codesOf({ 'en.yml': packYaml([ruleYaml()]), 'more.yml': packYaml([near]) })).toEqual([]);
  });

  it('asks for three examples each way, also of a language that speaks a shared rule', () => {
    const shared = ruleYaml({ id: 'shared.provider.takes', languages: 'all', terms: '["@provides"]' });
    const files = {
      'en.yml': packYaml([ruleYaml({ match: '["we take you", "We take you!"]' })]),
      'en/words.yml': 'language: en\nabout: Words\nwords:\n  provides: ["we carry you"]\n',
      'shared.yml': packYaml([shared], CONCEPTS),
    };
    expect(codesOf(files)).toEqual([
      'en.yml:19 error rules.missing-examples',
      'en/words.yml:1 error rules.missing-examples',
    ]);
  });

  it('asks for them of a shared rule itself, of languages that speak it by companions or a route, and only warns in shadow', () => {
    const few = { languages: 'all', match: '["🚤", "🚤 go"]' };
    const beside = (status: string) =>
      ruleYaml({
        ...few,
        status,
        id: 'shared.provider.sign',
        terms: '["🚤"]',
        more: '    with: [["@provides"]]\n',
      });
    const route = ruleYaml({ id: 'shared.route.to', languages: 'all', category: 'route' }).replace(
      'terms: ["we take you"]',
      'route: { toward: ["@provides"] }',
    );
    const files = (status: string) => ({
      'en/words.yml': 'language: en\nabout: Words\nwords:\n  provides: ["we carry you"]\n',
      'shared.yml': packYaml([beside(status), route], CONCEPTS),
    });
    expect(codesOf(files('live'))).toEqual([
      'en/words.yml:1 error rules.missing-examples',
      'shared.yml:22 error rules.missing-examples',
    ]);
    expect(codesOf(files('shadow'))).toEqual([
      'en/words.yml:1 error rules.missing-examples',
      'en/words.yml:1 warning rules.missing-examples',
      'shared.yml:22 warning rules.missing-examples',
    ]);
    // A language without the words cannot show any.
    const without = {
      ...files('live'),
      'en/words.yml': 'language: en\nabout: Words\nwords: { asks: ["who"] }\n',
    };
    expect(
      codesOf({
        ...without,
        'shared.yml': files('live')['shared.yml'].replace(
          'not: "" }',
          'not: "" }\n  - { name: asks, means: "Who takes?", not: "" }',
        ),
      }),
    ).toEqual(['shared.yml:23 error rules.missing-examples']);
  });

  it('asks for the French of a gloss that is told in English alone, as earlier packs have it', () => {
    const english = ruleYaml().replace(/gloss: .*/, 'gloss: for tests');
    expect(codesOf({ 'en.yml': packYaml([english]) })).toEqual(['en.yml:14 error rules.untranslated-gloss']);
  });

  it('names an "unless" that nothing reads any more, as earlier packs have it', () => {
    const earlier = ruleYaml({ category: 'distress', weight: 0, more: '    unless: ["news"]\n' });
    expect(codesOf({ 'en.yml': packYaml([earlier]) })).toEqual(['en.yml:11 error rules.outdated-unless']);
  });

  it('measures on harmless posts which wording is too broad', () => {
    const posts = Array.from({ length: 400 }, (_, at) => ({
      lang: 'en',
      text: at % 100 === 0 ? 'we take you seriously' : 'nothing here',
    }));
    const files = { 'en.yml': packYaml([ruleYaml()]) };
    expect(codesOf(files, posts)).toEqual(['en.yml:10 warning rules.broad-term']);
    expect(codesOf(files, posts.slice(0, 199))).toEqual([]);
  });

  it('names the word of the language, not the rule that all share, and looks at words against an offer, too', () => {
    const posts = Array.from({ length: 400 }, (_, at) => ({
      lang: 'fr',
      text: at % 4 === 0 ? 'on dit bonjour' : 'rien',
    }));
    const shared = ruleYaml({
      id: 'shared.news.said',
      category: 'news',
      languages: 'all',
      terms: '["@provides"]',
    });
    const files = {
      'en/words.yml': 'language: en\nabout: Words\nwords:\n  provides: ["they say"]\n',
      'fr/words.yml': 'language: fr\nabout: Mots\nwords:\n  provides: ["ils disent", "on dit"]\n',
      'shared.yml': packYaml([shared], CONCEPTS),
    };
    const told = lintPacks(parsed(files), posts).filter(({ code }) => code === 'rules.broad-term');
    expect(told).toMatchObject([{ file: 'fr/words.yml', line: 4, column: 28 }]);
    expect(told[0]?.message).toContain('in 25.0 %');
    expect(
      lintPacks(
        parsed(files),
        posts.map((post, at) => (at < 80 ? post : { ...post, text: 'rien' })),
      ).filter(({ code }) => code === 'rules.broad-term'),
    ).toEqual([]);
  });
});
