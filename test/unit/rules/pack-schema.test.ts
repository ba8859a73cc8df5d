import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packJsonSchema } from '../../../rules/index.ts';
import { packYaml, parsed, ruleYaml } from './pack-sources.ts';

const RULES = join(import.meta.dirname, '../../../rules');

it('is published as the packs are checked; "vigie rules schema" prints it', () => {
  const published: unknown = JSON.parse(readFileSync(join(RULES, 'pack.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
});

it('takes the entry that the README of the room shows to be copied', () => {
  const [, entry = ''] =
    /```yaml\n# packs\/shared\/provider\.yml\n([\s\S]*?)```/.exec(
      readFileSync(join(RULES, 'README.md'), 'utf8'),
    ) ?? [];
  const concepts = ['seat', 'left', 'reported'].map(
    (name) => `  - { name: ${name}, means: "Written for this test.", not: "" }\n`,
  );
  const head = `language: shared\nabout: A pack for tests\nconcepts:\n${concepts.join('')}`;
  const { located, faults } = parsed({ 'shared.yml': packYaml([entry], head) });
  expect(faults).toEqual([]);
  const [rule] = located.flatMap(({ pack }) => pack.rules);
  expect(rule).toMatchObject({ gloss: { fr: 'place ... reste' }, knownFalsePositives: [expect.any(String)] });
  expect(
    Math.min(rule?.examples.match.length ?? 0, rule?.examples.reject.length ?? 0),
  ).toBeGreaterThanOrEqual(3);
});

it('takes a gloss by language, or in English alone as packs of earlier releases have it, and no other', () => {
  const glossOf = (gloss: string) => {
    const text = packYaml([ruleYaml().replace(/gloss: .*/, `gloss: ${gloss}`)]);
    const { located, faults } = parsed({ 'en.yml': text });
    return faults[0]?.message ?? located[0]?.pack.rules[0]?.gloss;
  };
  expect(glossOf('we take you')).toEqual({ en: 'we take you' });
  expect(glossOf('{ en: we take you, fr: on vous prend, ar: نأخذكم }')).toEqual({
    en: 'we take you',
    fr: 'on vous prend',
    ar: 'نأخذكم',
  });
  const refused = expect.stringContaining('expected the meaning as { en, fr }');
  for (const wrong of ['{ en: we take you }', '7']) expect(glossOf(wrong), wrong).toEqual(refused);
  expect(glossOf('{ en: we take you, fr: on prend, de: wir }')).toContain('found "de"');
});
