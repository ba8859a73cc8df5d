import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadPacks } from '../../../rules/index.ts';
import { writeCompiled } from '../../../rules/load/compiled-file.ts';
import { patternFault } from '../../../rules/load/pattern-dialect.ts';

const RULE = `  - id: en.provider.test
    title: A test rule
    status: live
    languages: [en]
    category: provider
    weight: 3
    terms: ["we take you"]
    rationale: Written for this test only.
    references: []
    evidence: needs-native-review
    gloss: we take you
    benign: tours
    author: vigie
    reviewed: "2026-11-25"
    examples:
      match: ["we take you", "We take you!"]
      reject: ["we took it", "take it"]
`;
const PACK = `language: en\nabout: A pack for tests\nrules:\n${RULE}`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'packs-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

async function faultsOf(files: Readonly<Record<string, string | Buffer>>) {
  for (const [name, source] of Object.entries(files)) await writeFile(join(dir, name), source);
  const loaded = await loadPacks(dir);
  return loaded.ok ? [] : loaded.faults;
}

describe('loading packs', () => {
  it('accepts a sound pack', async () => {
    expect(await faultsOf({ 'a.yml': PACK })).toEqual([]);
  });

  it('names the folder where there is none, or no pack in it', async () => {
    const missing = join(dir, 'no-such-folder');
    expect(await loadPacks(missing)).toMatchObject({
      faults: [{ code: 'rules.unreadable', message: expect.stringContaining(`${missing}, found ENOENT`) }],
    });
    expect(await loadPacks(dir)).toMatchObject({
      faults: [{ code: 'rules.no-packs', message: expect.stringContaining(`file in ${dir}, found none`) }],
    });
  });

  it('gives one digest per content', async () => {
    await writeFile(join(dir, 'a.yml'), PACK);
    const first = await loadPacks(dir);
    const second = await loadPacks(dir);
    await writeFile(join(dir, 'a.yml'), PACK.replace('weight: 3', 'weight: 2'));
    const changed = await loadPacks(dir);
    if (!first.ok || !second.ok || !changed.ok) throw new Error('expected sound packs');
    expect(second.digest).toBe(first.digest);
    expect(changed.digest).not.toBe(first.digest);
  });

  const CONCEPTS = `language: shared
about: Concepts for tests
concepts:
  - { name: boat, means: "Boats.", not: "" }
  - { name: price, means: "Prices.", not: "" }
`;
  const WORDS = `language: en\nabout: Words for tests\nwords:\n  boat: ["boat"]\n  price: ["euro"]\n`;

  it.each([
    ['a misspelt key of the file', CONCEPTS.replace('about:', 'abuot:')],
    ['a concept whose name is misspelt', CONCEPTS.replace('{ name: boat', '{ nmae: boat')],
    ['a list under another key', CONCEPTS.replace('concepts:', 'concept:')],
    ['having nothing in it', ''],
    ['having nothing but a comment', '# concepts\n'],
    ['no YAML', CONCEPTS.replace('{ name: boat', '{ name: [boat')],
  ])('blames no other file for %s', async (_what, concepts) => {
    const faults = await faultsOf({ 'concepts.yml': concepts, 'words.yml': WORDS });
    expect(faults.length).toBeGreaterThan(0);
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['concepts.yml']));
  });

  it('goes by the names of a faulty file: what none has is told with its faults', async () => {
    const concepts = CONCEPTS.replace('means: "Boats."', 'means: 7');
    const words = WORDS.replace('price:', 'prise:');
    const faults = await faultsOf({ 'concepts.yml': concepts, 'words.yml': words });
    expect(faults.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['concepts.yml', 4, 'rules.invalid'],
      ['words.yml', 5, 'rules.unknown-concept'],
    ]);
  });

  it('tells faults across files together with those of a file by itself', async () => {
    const twice = RULE.replace('weight: 3', 'weight: 30').replace('"we take you"]', '"@baot"]');
    const wrong = RULE.replace('en.provider.test', 'en.provider.other').replace('"we take you"]', '"@baot"]');
    const source = `${PACK.replace('rules:', 'words: { prise: ["euro"] }\nrules:')}${twice}${wrong}`;
    const faults = await faultsOf({ 'concepts.yml': CONCEPTS, 'a.yml': source });
    expect(faults.map(({ code, message }) => [code, message.match(/found \S+/)?.[0]])).toEqual([
      ['rules.invalid', 'found 30;'],
      ['rules.duplicate-id', 'found "en.provider.test"'],
      ['rules.unknown-concept', 'found "prise";'],
      ['rules.unknown-concept', 'found "@baot";'],
    ]);
  });

  it('calls no example stray while a rule has lost its id to a duplicate', async () => {
    const own = RULE.replace('en.provider.test', 'en.provider.other');
    const shown = `language: en\nabout: Examples for tests\nexamples:\n  en.provider.other: { match: ["we"], reject: ["they"] }\n`;
    expect(await faultsOf({ 'a.yml': PACK + own, 'b.yml': shown })).toEqual([]);
    const duplicated = await faultsOf({ 'a.yml': PACK + RULE, 'b.yml': shown });
    expect(duplicated.map(({ code }) => code)).toEqual(['rules.duplicate-id']);
  });

  it.each([
    ['a route of no kind', 'route', '    route: {}\n', 'rules.vague-route'],
    [
      'a route of two kinds',
      'route',
      '    route: { between: ["to"], adjacent: true }\n',
      'rules.vague-route',
    ],
    ['a sum below itself', 'price', '    price: { atLeast: 500, below: 100 }\n', 'rules.impossible-price'],
    ['a sum of any size', 'price', '    price: {}\n', 'rules.impossible-price'],
    ['an empty list of terms', 'provider', '    terms: []\n', 'rules.matches-nothing'],
    ['a sign of need that adds nothing', 'vulnerability', '    terms: ["alone"]\n', 'rules.weightless-sign'],
  ])('refuses a rule with %s', async (_what, category, parts, code) => {
    const source = PACK.replace('    terms: ["we take you"]\n', parts)
      .replaceAll('provider', category)
      .replace('weight: 3', category === 'vulnerability' ? 'weight: 0' : 'weight: 3');
    expect(await faultsOf({ 'a.yml': source })).toMatchObject([{ code, line: expect.any(Number) }]);
  });

  it.each([
    ['{ threshold: 8, plainThreshold: 6, terseThreshold: 7, kinds: 2 }', false],
    ['{ threshold: 8, plainThreshold: 9, kinds: 2 }', false],
    ['{ threshold: 8, disputedThreshold: 7, kinds: 2 }', false],
    ['{ threshold: 8, terseThreshold: 9, kinds: 2 }', false],
    ['{ threshold: 8, terseThreshold: 7, kinds: 2 }', true],
    ['{ threshold: 8, plainThreshold: 8, terseThreshold: 8, disputedThreshold: 8, kinds: 2 }', true],
  ])('takes a gate that what makes an offer plainer makes no harder to pass: %s', async (gate, isTaken) => {
    const found = await faultsOf({ 'a.yml': PACK.replace('rules:', `gate: ${gate}\nrules:`) });
    expect(found.map(({ message }) => message)).toEqual(
      isTaken ? [] : [expect.stringContaining('expected terseThreshold <= plainThreshold')],
    );
  });

  it('refuses a day that the calendar has not, and a gate that a plain offer finds harder to pass', async () => {
    const gate = 'gate: { threshold: 5, plainThreshold: 50, kinds: 2 }\n';
    const source = PACK.replace('2026-11-25', '2026-02-31').replace('rules:', `${gate}rules:`);
    expect((await faultsOf({ 'a.yml': source })).map(({ line, message }) => [line, message])).toEqual([
      [3, expect.stringContaining('expected terseThreshold <= plainThreshold')],
      [
        expect.any(Number),
        expect.stringContaining('expected a day that the calendar has, found "2026-02-31"'),
      ],
    ]);
  });

  it('looks at rules one by one: a misshapen one hides nothing of the next', async () => {
    const source =
      PACK.replace('reviewed: "2026-11-25"', 'reviewed: soon') +
      RULE.replace('en.provider.test', 'fr.route.other');
    const faults = await faultsOf({ 'a.yml': source });
    expect(faults.map(({ code }) => code)).toEqual(['rules.invalid', 'rules.bad-id', 'rules.bad-id']);
  });

  it('reports three faults of one file at once, each with its place', async () => {
    const source = PACK.replace('weight: 3', 'weight: 30')
      .replace('status: live', 'status: alive')
      .replace('    gloss: we take you', '    glos: we take you');
    const faults = await faultsOf({ 'a.yml': source });
    const places = faults.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
    expect(places).toContain('a.yml:6:13 rules.invalid');
    expect(places).toContain('a.yml:9:13 rules.invalid');
    expect(places).toContain('a.yml:14:5 rules.unknown-key');
    for (const { message } of faults) expect(message).toMatch(/expected|Invalid|Too/);
  });

  it('reports faults of several files together', async () => {
    const faults = await faultsOf({
      'a.yml': PACK.replace('weight: 3', 'weight: x'),
      'b.yml': 'language: [',
    });
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['a.yml', 'b.yml']));
  });

  it('refuses an id used twice, also across packs', async () => {
    const [fault] = await faultsOf({ 'a.yml': PACK, 'b.yml': PACK });
    expect(fault).toMatchObject({ file: 'b.yml', line: 4, column: 9, code: 'rules.duplicate-id' });
  });

  it('refuses aliases, repeated keys and two gates', async () => {
    const alias = await faultsOf({
      'a.yml': PACK.replace('[en]', '&l [en]').replace('references: []', 'references: *l'),
    });
    expect(alias.map(({ code }) => code)).toContain('rules.alias');
    const repeated = await faultsOf({ 'a.yml': `${PACK}language: en\n` });
    expect(repeated.map(({ code }) => code)).toContain('rules.duplicate-key');
    const gate = 'language: shared\nabout: gate\ngate: { threshold: 8, kinds: 2 }\n';
    const gates = await faultsOf({ 'a.yml': PACK, 'g.yml': gate, 'h.yml': gate });
    expect(gates.map(({ code }) => code)).toEqual(['rules.second-gate']);
  });

  it('refuses a currency without a rate, at home or named', async () => {
    const money = [
      'language: id',
      'about: money',
      'money:',
      '  currencies: { EUR: ["euro"], IDX: ["rupiah"], XXX: ["buah"] }',
      '  multipliers: {}',
      '  home: IDR',
    ].join('\n');
    const rates = 'language: shared\nabout: rates\nrates: { EUR: 1 }\n';
    const faults = await faultsOf({ 'a.yml': PACK, 'm.yml': `${money}\n`, 'r.yml': rates });
    expect(faults.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'm.yml:6 rules.unknown-currency',
      'm.yml:4 rules.unknown-currency',
    ]);
    expect(faults[0]?.message).toContain('found "IDR"');
  });

  it('refuses a file that is not UTF-8, at its first wrong byte', async () => {
    const latin1 = Buffer.from(PACK.replace('benign: tours', 'benign: tours über Land'), 'latin1');
    const line = PACK.split('\n').findIndex((text) => text.includes('benign: tours')) + 1;
    const cut = Buffer.concat([Buffer.from(`${PACK}# \uFFFD \u{1F6A2}`).subarray(0, -1), Buffer.from('\n')]);
    const faults = await faultsOf({ 'a.yml': latin1, 'b.yml': cut });
    expect(faults).toMatchObject([
      { file: 'a.yml', line, column: 19, code: 'rules.encoding' },
      { file: 'b.yml', line: PACK.split('\n').length, code: 'rules.encoding' },
    ]);
    expect(faults[0]?.message).toContain('found the byte 0xFC');
  });

  it('refuses a file above one mebibyte', async () => {
    const [fault] = await faultsOf({ 'a.yml': `# ${'x'.repeat(1024 * 1024)}` });
    expect(fault?.code).toBe('rules.too-large');
  });

  it.each([
    ['a weight on protection', ['category: provider', 'category: distress'], 'rules.weighted-protection'],
    ['an id of another language', ['id: en.', 'id: fr.'], 'rules.bad-id'],
    ['a stem of two letters', ['"we take you"]', '"we*"]'], 'rules.bad-term'],
    ['a term of punctuation', ['terms: ["we take you"]', 'terms: ["!!"]'], 'rules.bad-term'],
    ['a rule that matches nothing', ['terms: ["we take you"]', 'within: 3'], 'rules.matches-nothing'],
    [
      'a route outside its category',
      ['weight: 3', 'weight: 3\n    route: { between: ["to"] }'],
      'rules.misplaced-route',
    ],
  ])('refuses %s', async (_what, [from = '', to = ''], code) => {
    const faults = await faultsOf({ 'a.yml': PACK.replace(from, to) });
    expect(faults.map((fault) => fault.code)).toContain(code);
  });

  it('answers with a fault when the folder is missing or empty', async () => {
    const empty = await loadPacks(dir);
    const missing = await loadPacks(join(dir, 'none'));
    expect(empty).toMatchObject({ ok: false, faults: [{ code: 'rules.no-packs' }] });
    expect(missing).toMatchObject({ ok: false, faults: [{ code: 'rules.unreadable' }] });
  });
});

describe('the pattern dialect', () => {
  it.each([
    '\\d{1,3}(?:[., ]?\\d{3})? ?(?:euro|€)',
    '@[a-z]{4,30}',
    '[€$] ?\\d{1,9}',
    '(?:van|bus){1,3}',
    '(?:\\d|x){14}',
  ])('accepts %s', (source) => {
    expect(patternFault(source)).toBeNull();
  });

  it.each([
    ['a*'],
    ['a+'],
    ['(a)'],
    ['(?=a)a'],
    ['(?<!a)b'],
    ['(?:a)\\1'],
    ['(?:a{1,9}){1,9}'],
    ['a{1,}'],
    ['a{1,500}'],
    ['a?'],
    ['['],
    ['\\d{1,60}\\d{1,60}\\d{1,60}'],
  ])('refuses %s', (source) => {
    expect(patternFault(source)).not.toBeNull();
  });

  it.each([
    ['alternatives, once for each round', '(?:\\d|[0-9]){25}x', 'found 33554432'],
    ['more than can be counted', '(?:\\d|[0-9]){60}x', 'found more than can be counted'],
    ['empty alternatives, before it runs them', `${'(?:|)'.repeat(60)}x`, 'found more than'],
    ['a repeat in an exact one', '(?:\\d{1,2}){20}x', 'no repeat inside a repeat'],
    ['an exact repeat in an exact one', '(?:\\d{2}){20}x', 'no repeat inside a repeat'],
    ['what may be missing in an exact repeat', '(?:\\d?\\d?){20}x', 'no repeat inside a repeat'],
    ['a group that may be missing', '(?:(?:\\d)?\\d){20}x', 'no repeat inside a repeat'],
    ['a lazy one', '(?:\\d??\\d){1,20}x', 'no repeat inside a repeat'],
  ])('counts the choices of %s', (_what, source, message) => {
    expect(patternFault(source)).toContain(message);
  });
});

describe('files of a packs folder', () => {
  it('are read where they lie elsewhere, too: a link that was left out would take its rules along', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'packs-'));
    await writeFile(join(elsewhere, 'en.yml'), PACK);
    await symlink(join(elsewhere, 'en.yml'), join(dir, 'en.yml'));
    expect(await loadPacks(dir)).toMatchObject({ ok: true });
    await rm(elsewhere, { recursive: true });
    expect(await faultsOf({})).toMatchObject([{ file: 'en.yml', code: 'rules.unreadable' }]);
  });

  it('are compiled into a folder that is rid of what an ended process had half written', async () => {
    const [ended, underWay] = [join(dir, 'ended.part'), join(dir, 'under-way.part')];
    for (const path of [ended, underWay]) await writeFile(path, '');
    await utimes(ended, 0, 0);
    writeCompiled(dir, 'a'.repeat(64), {} as never);
    expect((await readdir(dir)).filter((name) => name.endsWith('.part'))).toEqual(['under-way.part']);
  });
});
