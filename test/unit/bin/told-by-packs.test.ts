import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createPacksAtHand } from '../../../bin/cli/rules/packs-at-hand.ts';
import { tellOf } from '../../../bin/cli/rules/tell-of-text.ts';
import { tell } from '../../../bin/cli/rules-thread.ts';
import { compileRules, createScorer, type PackTeller, parsePacks } from '../../../rules/index.ts';
import { packYaml, ruleYaml } from '../rules/pack-sources.ts';

const RULE = 'en.provider.test';
const LIVE = ruleYaml({
  terms: '["we tak* you"]',
  more: '    knownFalsePositives: ["Bus companies."]\n',
});
const SHADOW = ruleYaml({ id: 'en.price.new', status: 'shadow', category: 'price', terms: '["cheap"]' });
const TEXT = 'We TAKE you, we take you: cheap, cheap.';
const PACKS = parsePacks([{ file: 'en.yml', bytes: Buffer.from(packYaml([LIVE, SHADOW])) }]).located.map(
  ({ pack }) => pack,
);
const SCORER = createScorer(compileRules(PACKS), { release: null });
const heard = (text: string) => ({ text, language: 'en', words: SCORER.words(text) });
const FOUND = [0, 13].map((start) => ({
  rule: RULE,
  category: 'provider' as const,
  start,
  end: start + 11,
  weight: 3,
}));

const folder = mkdtempSync(join(tmpdir(), 'vigie-packs-'));
const write = (text: string) => writeFileSync(join(folder, 'en.yml'), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => write(packYaml([LIVE, SHADOW])));

function tellerOf(packs = createPacksAtHand()(folder)): PackTeller {
  if (packs.teller === null) throw new Error('expected packs that can be read');
  return packs.teller;
}

describe('what packs tell of a text', () => {
  it('names the entry behind each of the words, what is found wrongly, and what rules in shadow would find', () => {
    const told = tellOf(tellerOf(), heard(TEXT), FOUND);
    const entry = { term: 'we tak* you', list: null };
    expect(told.rules).toEqual({
      [RULE]: {
        words: [
          { text: 'We TAKE you', entry },
          { text: 'we take you', entry },
        ],
        knownFalsePositives: ['Bus companies.'],
      },
    });
    expect(told.shadow).toMatchObject([
      {
        rule: 'en.price.new',
        category: 'price',
        info: {
          title: 'A rule for tests',
          gloss: { fr: 'pour des essais' },
          evidence: 'needs-native-review',
        },
        words: [{ text: 'cheap', entry: { term: 'cheap', list: null } }],
      },
    ]);
  });

  it('holds no weight, whatever lane the text is in', () => {
    const told = tellOf(tellerOf(), heard(TEXT), FOUND);
    expect(JSON.stringify(told)).not.toContain('weight');
  });

  it('names no entry of a rule that the packs do not have', () => {
    const found = FOUND.map((one) => ({ ...one, rule: 'en.provider.gone' }));
    const { rules } = tellOf(tellerOf(), heard('we take you'), found);
    expect(rules['en.provider.gone']?.words).toContainEqual({ text: 'we take you', entry: null });
  });
});

describe('packs at hand', () => {
  it('are parsed once, and again when others lie in the folder', () => {
    const read = createPacksAtHand();
    const first = read(folder);
    expect(read(folder)).toBe(first);
    write(packYaml([LIVE]));
    expect(read(folder)).not.toBe(first);
    expect(read(folder).digest).not.toBe(first.digest);
  });

  it('tell of those in force alone, and say where the folder holds others or none that can be read', () => {
    const { digest } = createPacksAtHand()(folder);
    const ask = () => tell({ dir: folder, digest, post: heard(TEXT), found: FOUND });
    expect(ask()).toMatchObject({ state: 'in-force', rules: { [RULE]: {} } });
    write(packYaml([LIVE]));
    expect(ask()).toEqual({ state: 'changed' });
    write('rules: [');
    expect(ask()).toEqual({ state: 'unreadable' });
    write(packYaml([LIVE, SHADOW]));
    expect(ask()).toMatchObject({ state: 'in-force' });
    expect(tell({ dir: join(folder, 'none'), digest, post: heard(TEXT), found: [] })).toEqual({
      state: 'unreadable',
    });
  });
});
