import { describe, expect, it } from 'vitest';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

function told(text: string) {
  return parsed({ 'a.yml': text }).faults.map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
  );
}

describe('what is said of a faulty pack', () => {
  it.each([
    ['nothing in it', ''],
    ['a comment alone', '# a pack\n'],
  ])('names what a file lacks with %s, once', (_what, text) => {
    expect(told(text)).toEqual([
      '1:1 rules.empty expected a pack with "language" and "about", found a file with nothing in it; write them, or remove the file',
    ]);
  });

  it('says which languages there are', () => {
    expect(told('language: English\nabout: A pack\n')).toEqual([
      expect.stringContaining('1:11 rules.invalid language: expected a primary BCP-47 tag such as "ar"'),
    ]);
  });

  it('tells the place of a syntax error once', () => {
    expect(told('language: en\nabout: A pack\n\twords: {}\n')).toEqual([
      '3:1 rules.syntax expected valid YAML, found: Tabs are not allowed as indentation; correct the line',
    ]);
  });

  it.each([
    ['lists', '[', '1:101'],
    ['maps', '{', '1:101'],
    ['lists of a block', '- ', '1:1'],
    ['lists that begin behind words', `a: "${'['.repeat(200)}"\nb: ${'['.repeat(101)}`, '2:104'],
  ])('folds what stands too deep into one fault: %s', (_what, text, place) => {
    const deep = text.length > 2 ? text : text.repeat(20_000);
    expect(told(deep)).toEqual([expect.stringContaining(`${place} rules.too-deep expected at most 100`)]);
  });

  it('takes brackets in words for words', () => {
    const rule = ruleYaml({ terms: JSON.stringify(Array.from({ length: 300 }, (_none, at) => `a${at} [[`)) });
    expect(told(packYaml([rule]))).toEqual([]);
  });

  it.each([
    ['terms', '    with: [["@Boat"]]\n', 'with.0.0: expected a concept as it is spelled'],
    ['terms', '    without: ["@boats_x"]\n', 'without.0: expected a concept as it is spelled'],
    ['route', '    route: { between: ["@To"] }\n', 'route.between.0: expected a concept as it is spelled'],
    ['route', '    route: { toward: ["a*"] }\n', 'route.toward.0: expected a stem of at least 3 letters'],
    [
      'route',
      `    route: { between: ["${'汉'.repeat(80)}"] }\n`,
      'between.0: expected at most 12 words, found 80',
    ],
  ])('lets no rule look for what is found nowhere, or everywhere: %s %s', (part, more, message) => {
    const rule = ruleYaml(part === 'route' ? { category: 'route', terms: null, more } : { more });
    expect(told(packYaml([rule]))).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['in', 'in: { SY: ["Syria*"] }', 'places.0.in.SY.0: expected a name in full'],
    ['peopleAfter', `in: { SY: [Syria] }, peopleAfter: ["${'汉'.repeat(80)}"]`, 'expected at most 12 words'],
    ['suffixes', 'in: { SY: [Syria] }, suffixes: ["n*"]', 'suffixes.0: expected a name in full'],
  ])('lets no place catch more than its name: %s', (_part, place, message) => {
    const text = `language: en\nabout: Places\nplaces: [{ language: en, ${place} }]\n`;
    expect(told(text)).toEqual([expect.stringContaining(message)]);
  });

  it('names a rule by its id, and a rule without one by its place', () => {
    const pattern = "    patterns: [{ match: 'a', gate: digit }, { match: 'a+', gate: digit }]\n";
    const without = ruleYaml({ weight: 55 }).replace('id: en.provider.test', 'di: en.provider.test');
    expect(told(packYaml([ruleYaml({ more: pattern }), without]))).toEqual([
      expect.stringContaining(
        'rules.bad-pattern rule "en.provider.test": patterns.1.match: expected a bounded',
      ),
      expect.stringContaining('rules.invalid rules.1.id: '),
      expect.stringContaining('rules.unknown-key expected only known keys in rules.1, found "di"'),
      expect.stringContaining('rules.invalid rules.1.weight: '),
    ]);
  });

  it('counts no mark of the encoding as a column', () => {
    expect(told('\uFEFFlanguage: 5\nabout: A pack\n')).toEqual([expect.stringMatching(/^1:11 /)]);
    const bytes = Buffer.concat([Buffer.from('\uFEFFabout: '), Buffer.from([0xfc])]);
    expect(parsed({ 'a.yml': bytes as never }).faults).toMatchObject([{ line: 1, column: 8 }]);
  });

  it.each([
    ['ends within a letter', [0xef, 0xbf]],
    ['goes on within one', [0xef, 0xbf, 0x63, 0x0a]],
    ['goes on within another', [0xef, 0xbe, 0x63, 0x0a]],
  ])('names the byte that is no UTF-8 where the file %s', (_what, broken) => {
    const bytes = Buffer.concat([Buffer.from('about: ab'), Buffer.from(broken)]);
    expect(parsed({ 'a.yml': bytes as never }).faults).toMatchObject([
      { line: 1, column: 10, message: expect.stringContaining('found the byte 0xEF;') },
    ]);
  });
});
