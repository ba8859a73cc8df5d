import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RuleSet, readRules } from '../../../bin/cli/rule-set.ts';
import { createRulesWork } from '../../../bin/cli/rules-work.ts';
import { triedTexts } from '../../../bin/cli/tried-texts.ts';
import { holdRule } from '../../../queue/storage/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';

const RULE = 'en.provider.test';
const SHADOW = ruleYaml({ id: 'en.price.new', status: 'shadow', category: 'price', terms: '["cheap"]' });
const TEXT = 'Tomorrow we take you there, cheap: +49 30 1234567.';

describe.each(COLUMNS)('a text that is tried, %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-packs-'));
  const work = createRulesWork();
  let column: Column;
  let rules: RuleSet;
  beforeAll(async () => {
    column = await openColumn(name);
    writeFileSync(join(folder, 'en.yml'), packYaml([ruleYaml(), SHADOW]));
    rules = await readRules({ packsDir: folder, configDir: folder });
  });
  afterAll(async () => {
    await Promise.all([work.close(), column.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  const tried = () =>
    triedTexts({
      ...{ db: column.database.db, rules, packsDir: folder, work },
      scorerWith: (holds) => createScorer(rules.compiled, { release: null, holds }),
    });

  it('is told of by the packs in force, in a thread, without the rules that are on hold', async () => {
    const { assess, namedIn, packsOn } = tried();
    expect(await assess(TEXT)).toMatchObject({ signals: [{ rule: RULE }] });
    expect(await namedIn(TEXT)).toMatchObject([{ kind: 'phone', value: '+49301234567' }]);
    const told = {
      state: 'in-force',
      rules: { [RULE]: { words: [{ text: 'we take you', entry: { term: 'we take you', list: null } }] } },
      shadow: [{ rule: 'en.price.new', words: [{ text: 'cheap' }] }],
    };
    expect(await packsOn(TEXT)).toMatchObject(told);
    await holdRule(column.database.db, {
      rule: RULE,
      reason: 'flags songs',
      actor: 'ana',
      now: new Date('2026-06-01T12:00:00Z'),
    });
    expect(await packsOn(TEXT)).toMatchObject({ state: 'in-force', rules: {}, shadow: told.shadow });
    writeFileSync(join(folder, 'en.yml'), packYaml([ruleYaml({ weight: 2 })]));
    expect(await packsOn(TEXT)).toEqual({ state: 'changed' });
    expect(await assess(TEXT)).toMatchObject({ holds: [RULE] });
  });
});
