import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coverageProbe } from '../../../bin/cli/coverage-probe.ts';
import { createReplayer } from '../../../bin/cli/replayer.ts';
import { type RuleSet, readRules } from '../../../bin/cli/rule-set.ts';
import { registryReader } from '../../../bin/cli/rules/registry-reader.ts';
import { probe, registry, replay } from '../../../bin/cli/rules-thread.ts';
import { holdRule, keepRelease } from '../../../queue/storage/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { packYaml, ruleYaml } from '../../unit/rules/pack-sources.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const RULE = 'en.provider.test';
const POST = { text: 'Tomorrow we take you there.', language: undefined };
/** The work of the thread, in this one. */
const WORK = { registry: async (task: { dir: string }) => registry(task), probe, replay };

describe.each(COLUMNS)('rules at hand, %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-packs-'));
  const folders = { packsDir: folder, configDir: folder };
  let column: Column;
  let rules: RuleSet;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(async () => {
    await column.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    writeFileSync(join(folder, 'en.yml'), packYaml([ruleYaml()]));
    rules = await readRules(folders);
  });
  const replayer = () =>
    createReplayer({
      ...{ db: column.database.db, rules, work: WORK },
      scorerWith: (holds) => createScorer(rules.compiled, { release: null, holds }),
    });
  const keep = (release: string, text: string) =>
    keepRelease(
      column.database.db,
      {
        release,
        digest: release.repeat(4),
        packs: [{ file: 'en.yml', text }],
        record: null,
        authors: new Map(),
      },
      'worker:score',
      NOW,
    );

  it('are shown with the releases that were in force, also those that others began with meanwhile', async () => {
    const read = registryReader({ db: column.database.db, rules, folders, work: WORK });
    expect((await read()).registry).toMatchObject({ digest: rules.digest, release: null, inForce: [] });
    await keep('0123456789abcdef', packYaml([ruleYaml()]));
    expect((await read()).registry.inForce).toEqual([
      {
        release: '0123456789abcdef',
        digest: '0123456789abcdef'.repeat(4),
        since: NOW.toISOString(),
        approvedBy: [],
        returned: null,
      },
    ]);
  });

  it.each([
    ['others', packYaml([ruleYaml({ weight: 2 })])],
    ['some that cannot be read', 'rules: ['],
  ])('are not told of once their folder holds %s', async (_what, text) => {
    writeFileSync(join(folder, 'en.yml'), text);
    const refusal = {
      code: 'rules.changed',
      traits: { status: 409 },
      message: expect.stringMatching(/^expected the rule packs that this process began with .*; restart/),
    };
    const read = registryReader({ db: column.database.db, rules, folders, work: WORK });
    await expect(read()).rejects.toMatchObject(refusal);
    await expect(coverageProbe(rules, folder, WORK, [])([])).rejects.toMatchObject(refusal);
  });

  it('assess a post of before without the rules that are switched off today', async () => {
    expect(await replayer().withToday(POST)).toMatchObject({ holds: [], signals: [{ rule: RULE }] });
    const hold = { rule: RULE, reason: 'flags songs', actor: 'ana', now: NOW };
    await holdRule(column.database.db, hold);
    expect(await replayer().withToday(POST)).toMatchObject({ holds: [RULE], signals: [] });
  });

  it('say of a release that is not kept, or that this program cannot read, which it is', async () => {
    await keep('fedcba9876543210', 'rules: [');
    expect(await replayer().withRelease(POST, 'fedcba9876543210', [])).toBe('unreadable');
    expect(await replayer().withRelease(POST, 'aaaaaaaaaaaaaaaa', [])).toBe('not-kept');
  });
});
