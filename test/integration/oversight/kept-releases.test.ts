import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepReleaseInForce } from '../../../bin/cli/keep-release.ts';
import { createRulesWork, type RulesWork } from '../../../bin/cli/rules-work.ts';
import { assessmentBody, sequence } from '../../../queue/log/index.ts';
import { readRelease } from '../../../queue/storage/index.ts';
import { createScorer, loadRules, type Scorer } from '../../../rules/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { testVault } from '../../support/vault.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const TEXT = 'Tomorrow we take you there, no papers.';
const rule = (weight: number) => `language: en
about: A pack for tests
gate: { threshold: 2, kinds: 2 }
rules:
  - id: en.provider.test
    title: A test rule
    status: live
    languages: [en]
    category: provider
    weight: ${weight}
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

describe.each(COLUMNS)('releases that are kept, %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-packs-'));
  const vault = testVault();
  let column: Column;
  let work: RulesWork;
  beforeAll(async () => {
    column = await openColumn(name);
    work = createRulesWork();
  });
  afterAll(async () => {
    await work.close();
    await column.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Rules in force, as a process that scores has them. */
  async function inForce(
    weight: number,
  ): Promise<{ release: string; scorerOf: (holds: string[]) => Scorer }> {
    writeFileSync(join(folder, 'en.yml'), rule(weight));
    const loaded = await loadRules(folder, null);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const { compiled, digest } = loaded;
    const release = digest.slice(0, 16);
    await keepReleaseInForce(column.database.db, { compiled, release, unsigned: [] }, folder, NOW);
    return { release, scorerOf: (holds) => createScorer(compiled, { release, holds }) };
  }

  async function again(release: string, holds: string[]): Promise<string> {
    const kept = await readRelease(column.database.db, release);
    if (kept === undefined) throw new Error('expected a kept release');
    const task = { release, digest: kept.digest, packs: kept.packs, holds, post: { text: TEXT } };
    return assessmentBody(await work.replay(task));
  }

  it('TRA-02 gives the assessment of then byte for byte, long after the rules have changed, holds included', async () => {
    const then = await inForce(3);
    const [was, held] = [[], ['en.provider.test']].map((holds) =>
      assessmentBody(then.scorerOf(holds).score({ text: TEXT })),
    );
    const now = await inForce(5);
    expect(now.release).not.toBe(then.release);
    expect(readFileSync(join(folder, 'en.yml'), 'utf8')).toContain('weight: 5');
    expect(await again(then.release, [])).toBe(was);
    expect(await again(then.release, ['en.provider.test'])).toBe(held);
    expect(was).toContain('"weight":3');
    expect(held).not.toContain('"weight":3');
    expect(await again(now.release, [])).toContain('"weight":5');
  });

  it('keeps a release once, with its entry, and none that nobody signed or that was edited meanwhile', async () => {
    const { release } = await inForce(7);
    const { db } = column.database;
    await inForce(7);
    const unsigned = { compiled: {} as never, release: null, unsigned: ['nobody'] };
    await keepReleaseInForce(db, unsigned, folder, NOW);
    const edited = { compiled: {} as never, release: '0123456789abcdef', unsigned: [] };
    await keepReleaseInForce(db, edited, folder, NOW);
    await sequence(db, vault);
    const entries = await logEntries(db, sql`e.kind = 'rules.in-force' and e.subject = ${release}`, vault);
    expect(entries).toMatchObject([{ at: NOW.toISOString(), body: { files: 1 } }]);
    expect(await readRelease(db, '0123456789abcdef')).toBeUndefined();
  });

  it('refuses packs that are not those of the digest', async () => {
    const kept = await readRelease(column.database.db, (await inForce(3)).release);
    if (kept === undefined) throw new Error('expected a kept release');
    const packs = kept.packs.map((pack) => ({ ...pack, text: pack.text.replace('weight: 3', 'weight: 4') }));
    const task = { ...kept, packs, holds: [], post: { text: TEXT } };
    await expect(work.replay(task)).rejects.toThrow('expected the packs of');
  });
});
