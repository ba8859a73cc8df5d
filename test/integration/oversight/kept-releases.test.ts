import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkReturn } from '../../../bin/cli/doctor/check-return.ts';
import { keepReleaseInForce } from '../../../bin/cli/keep-release.ts';
import { createRulesWork, type RulesWork } from '../../../bin/cli/rules-work.ts';
import { assessmentBody, sequence } from '../../../queue/log/index.ts';
import {
  listInForce,
  type Returned,
  readLastInForce,
  readRelease,
  readRulesOf,
} from '../../../queue/storage/index.ts';
import {
  createScorer,
  loadRules,
  type ReleaseRecord,
  type Scorer,
  signRelease,
} from '../../../rules/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { testVault } from '../../support/vault.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const KEY = generateKeyPairSync('ed25519').privateKey;
const TEXT = 'Tomorrow we take you there, no papers.';
/** In one text, as releases told it before it was told by language: they stay in the records, and are read again. */
const GLOSS = 'we take you';
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
    gloss: ${GLOSS}
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
  async function inForce(weight: number): Promise<{
    release: string;
    digest: string;
    returned: Returned;
    scorerOf: (holds: string[]) => Scorer;
  }> {
    writeFileSync(join(folder, 'en.yml'), rule(weight));
    const loaded = await loadRules(folder, null);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const { compiled, digest } = loaded;
    const release = digest.slice(0, 16);
    const returned = await keepReleaseInForce(column.database.db, { release, digest, compiled }, folder, NOW);
    return { release, digest, returned, scorerOf: (holds) => createScorer(compiled, { release, holds }) };
  }

  /** The record beside the packs, as approvers signed it. */
  function signed(digest: string, isReturn: boolean, signers: readonly string[], spaces = 0): void {
    const record: ReleaseRecord = {
      ...{ version: 1, digest, parent: null, isReturn, createdOn: '2026-06-01' },
      ...{ changes: [], measured: [], signatures: [] },
    };
    const whole = signers.reduce((one, by) => signRelease(one, by, KEY), record);
    writeFileSync(join(folder, 'release.json'), JSON.stringify(whole, null, spaces));
  }

  /** What the log says of the releases that came into force, from this one on. */
  async function entered(first: number): Promise<unknown[]> {
    await sequence(column.database.db, vault);
    const entries = await logEntries(column.database.db, sql`e.kind = 'rules.in-force'`, vault);
    return entries.slice(first).map(({ subject, body }) => ({ subject, body }));
  }

  async function again(release: string, holds: string[]): Promise<string> {
    const kept = await readRelease(column.database.db, release);
    if (kept === undefined) throw new Error('expected a kept release');
    const task = { release, digest: kept.digest, packs: kept.packs, holds, post: { text: TEXT } };
    const assessment = await work.replay(task);
    if (typeof assessment === 'string') throw new Error('expected packs that can be read');
    return assessmentBody(assessment);
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
    expect(await readRulesOf(column.database.db, 'vigie')).toEqual(['en.provider.test']);
  });

  it('keeps a release once, with its entry, and none that nobody signed or that was edited meanwhile', async () => {
    const { release } = await inForce(7);
    const { db } = column.database;
    await inForce(7);
    const compiled = { authors: new Map<string, string>() };
    const unsigned = { release: null, digest: '0'.repeat(64), compiled };
    await keepReleaseInForce(db, unsigned, folder, NOW);
    expect(await readRelease(db, '0'.repeat(16))).toBeUndefined();
    const edited = { release: '0123456789abcdef', digest: '0123456789abcdef'.repeat(4), compiled };
    await keepReleaseInForce(db, edited, folder, NOW);
    await sequence(db, vault);
    const entries = await logEntries(db, sql`e.kind = 'rules.in-force' and e.subject = ${release}`, vault);
    expect(entries).toMatchObject([{ at: NOW.toISOString(), body: { files: 1 } }]);
    expect(await readRelease(db, '0123456789abcdef')).toBeUndefined();
  });

  it('TRA-03 enters each time that a release comes into force, who signed it, and whether anybody signed for a return', async () => {
    const before = (await entered(0)).length;
    const [a, b] = [await inForce(6), await inForce(8)];
    // Both had no record beside them; with one they are in force all the while.
    signed(b.digest, false, ['ann', 'ben']);
    expect((await inForce(8)).returned).toBeNull();
    // Whoever can write the folder puts the earlier one back, with a record that is none of its own, and then its own.
    expect((await inForce(6)).returned).toBe('unsigned');
    signed(a.digest, false, ['ann', 'ben']);
    expect((await inForce(6)).returned).toBe('unsigned');
    // Each process that begins with it says so, and the log has it once.
    expect((await inForce(6)).returned).toBe('unsigned');
    signed(a.digest, true, ['ann']);
    expect((await inForce(6)).returned).toBe('signed');
    signed(b.digest, true, ['ben']);
    expect((await inForce(8)).returned).toBe('signed');
    // The same signature once more, in a file that is written another way.
    signed(a.digest, true, ['ann'], 1);
    expect((await inForce(6)).returned).toBe('unsigned');

    const of = (release: string, signedBy: string[], returned: Returned) => ({
      subject: release,
      body: expect.objectContaining({ signedBy, returned }),
    });
    expect(await entered(before)).toEqual([
      of(a.release, [], null),
      of(b.release, [], null),
      of(b.release, ['ann', 'ben'], null),
      of(a.release, [], 'unsigned'),
      of(a.release, ['ann', 'ben'], 'unsigned'),
      of(a.release, ['ann'], 'signed'),
      of(b.release, ['ben'], 'signed'),
      of(a.release, ['ann'], 'unsigned'),
    ]);
    const times = await listInForce(column.database.db);
    expect(times.slice(0, 5)).toMatchObject([
      { release: a.release, signedBy: ['ann'], returned: 'unsigned' },
      { release: b.release, signedBy: ['ben'], returned: 'signed' },
      { release: a.release, signedBy: ['ann'], returned: 'signed' },
      { release: b.release, signedBy: ['ann', 'ben'], returned: null },
      { release: a.release, signedBy: [], returned: null },
    ]);
    expect(await checkReturn(column.database.db)).toMatchObject([
      { level: 'warn', message: expect.stringContaining(a.release) },
    ]);
  });

  it('TRA-03 enters that unsigned packs were in force between two times of a release, once for all that begin', async () => {
    const { db } = column.database;
    const signedOnce = await inForce(9);
    signed(signedOnce.digest, false, ['ann', 'ben']);
    await inForce(9);
    const before = (await entered(0)).length;
    const digest = '5'.repeat(64);
    const compiled = { authors: new Map([['en.provider.drafted', 'dora']]) };
    const begins = () => keepReleaseInForce(db, { release: null, digest, compiled }, folder, NOW);
    expect(await Promise.all([begins(), begins(), begins()])).toEqual([null, null, null]);
    const now = await readLastInForce(db);
    expect(now).toMatchObject({ release: null, digest, recordSha256: null, returned: null });
    // The same release with the same record: no other was signed meanwhile, so this is no return.
    expect((await inForce(9)).returned).toBeNull();
    expect((await inForce(9)).returned).toBeNull();

    expect(await entered(before)).toMatchObject([
      { subject: digest, body: { digest, isRelease: false, files: null, record: null, signedBy: [] } },
      { subject: signedOnce.release, body: { isRelease: true, signedBy: ['ann', 'ben'], returned: null } },
    ]);
    expect((await listInForce(db)).slice(0, 3)).toMatchObject([
      { release: signedOnce.release, signedBy: ['ann', 'ben'], returned: null },
      { release: null, digest, signedBy: [] },
      { release: signedOnce.release, signedBy: ['ann', 'ben'], returned: null },
    ]);
    // What a drafted rule found waits for people, too: whoever wrote it is known.
    expect(await readRulesOf(db, 'dora')).toEqual(['en.provider.drafted']);
    expect(await readRelease(db, digest.slice(0, 16))).toBeUndefined();
  });

  it('TRA-03 takes unsigned packs in between for no signature of a return', async () => {
    const { db } = column.database;
    const [a, b] = [await inForce(4), await inForce(10)];
    const unsigned = { release: null, digest: '6'.repeat(64), compiled: { authors: new Map() } };
    await keepReleaseInForce(db, unsigned, folder, NOW);
    expect((await inForce(4)).returned).toBe('unsigned');
    await keepReleaseInForce(db, unsigned, folder, NOW);
    expect((await inForce(4)).returned).toBe('unsigned');
    expect([a.returned, b.returned]).toEqual([null, null]);
  });

  it('refuses packs that are not those of the digest', async () => {
    const kept = await readRelease(column.database.db, (await inForce(3)).release);
    if (kept === undefined) throw new Error('expected a kept release');
    const packs = kept.packs.map((pack) => ({ ...pack, text: pack.text.replace('weight: 3', 'weight: 4') }));
    const task = { ...kept, packs, holds: [], post: { text: TEXT } };
    await expect(work.replay(task)).rejects.toThrow('expected the packs of');
  });
});
