import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { witnessFolder } from '../../../bin/cli/witness-folder.ts';
import { listenWith, type RunningDashboard } from '../../../dashboard/serve.ts';
import { createWitnessApp } from '../../../dashboard/witness/app.ts';
import {
  appendEntry,
  createWitness,
  gatherCosignatures,
  noteSigner,
  parseNote,
  parsePolicy,
  proveEntry,
  readLogSigner,
  SIGNATURE_TYPE,
  sequence,
  signCheckpoint,
  vkeyOf,
  type WitnessPolicy,
  witnessesOf,
} from '../../../queue/log/index.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { createPostToWitness } from '../../../workers/witness/post-to-witness.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { testVault } from '../../support/vault.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

describe.each(COLUMNS)('witnesses of the log, %s', (name) => {
  const vault = testVault();
  const post = createPostToWitness('loopback');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-witness-'));
  let column: Column;
  let running: RunningDashboard[];
  let policy: WitnessPolicy;
  const db = () => column.database.db;
  const keyOf = (number: number) =>
    noteSigner(`witness.example/${number}`, SIGNATURE_TYPE.cosignature, Buffer.alloc(32, number));

  beforeAll(async () => {
    column = await openColumn(name);
  });
  afterAll(async () => {
    await column.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await column.reset();
    const own = mkdtempSync(join(folder, 'each-'));
    running = await Promise.all([1, 2, 3].map((number) => openWitness(number, join(own, String(number)))));
    const lines = running.map(({ url }, at) => `witness w${at + 1} ${vkeyOf(keyOf(at + 1))} ${url}`);
    policy = read([...lines, 'group most 2 w1 w2 w3', 'quorum most', ''].join('\n'));
    await write(5);
  });
  afterEach(async () => {
    await Promise.all(running.map((witness) => witness.close().catch(() => {})));
  });

  function read(text: string): WitnessPolicy {
    const parsed = parsePolicy(text);
    if (!('witnesses' in parsed)) throw new Error(parsed.join('\n'));
    return parsed;
  }

  async function openWitness(number: number, data: string): Promise<RunningDashboard> {
    const log = await readLogSigner(db(), vault);
    const witness = createWitness(
      keyOf(number),
      new Map([[log.name, log]]),
      witnessFolder(data),
      () => NOW.getTime() / 1000,
    );
    const app = createWitnessApp(witness, [log.name], SILENT_LOGGER);
    return listenWith((request) => app.fetch(request), '127.0.0.1', 0);
  }

  /** Entries, their places, and a checkpoint over them. */
  async function write(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1)
      await appendEntry(db(), {
        kind: 'source.round',
        actor: 'test',
        at: NOW,
        subject: `entry ${at}`,
        body: {},
      });
    await sequence(db(), vault);
    await signCheckpoint(db(), vault, NOW);
  }

  it('LOG-07 a checkpoint counts with the cosignatures of a quorum, which its proofs carry', async () => {
    const gathered = await gatherCosignatures(db(), policy, post);
    expect(gathered).toEqual({ size: 5, witnesses: ['w1', 'w2', 'w3'], isQuorum: true, faults: [] });
    const proof = await proveEntry(db(), vault, { index: 2, withBody: false, now: NOW });
    const note = parseNote(proof.slice(proof.indexOf('\n\n') + 2));
    if (typeof note === 'string') throw new Error(note);
    expect([...witnessesOf(note, policy)]).toEqual(['w1', 'w2', 'w3']);
    await write(300);
    expect(await gatherCosignatures(db(), policy, post)).toMatchObject({ size: 305, isQuorum: true });
  });

  it('asks nobody twice about one checkpoint', async () => {
    let asked = 0;
    const counted: typeof post = (url, body) => {
      asked += 1;
      return post(url, body);
    };
    await gatherCosignatures(db(), policy, counted);
    await gatherCosignatures(db(), policy, counted);
    expect(asked).toBe(3);
  });

  it('LOG-07 goes without one that is away, not without two', async () => {
    await running[0]?.close();
    expect(await gatherCosignatures(db(), policy, post)).toMatchObject({
      witnesses: ['w2', 'w3'],
      isQuorum: true,
      faults: [expect.stringMatching(/^w1: /)],
    });
    await running[1]?.close();
    await write(1);
    expect(await gatherCosignatures(db(), policy, post)).toMatchObject({
      witnesses: ['w3'],
      isQuorum: false,
    });
  });

  it('catches up with a witness that knows more than the records say it does', async () => {
    await gatherCosignatures(db(), policy, post);
    await write(4);
    // The answers were lost on the way.
    await sql`alter table vigie.log_cosignatures disable trigger log_cosignatures_refuse`.execute(db());
    await sql`delete from vigie.log_cosignatures`.execute(db());
    expect(await gatherCosignatures(db(), policy, post)).toMatchObject({ size: 9, isQuorum: true });
  });

  it('LOG-07 LOG-06 a log that was set back, or written anew, is told by every witness', async () => {
    await gatherCosignatures(db(), policy, post);
    const tables = ['log_cosignatures', 'log_checkpoints', 'log_subtrees', 'log_leaves'];
    for (const table of tables) {
      await sql`alter table vigie.${sql.id(table)} disable trigger ${sql.id(`${table}_refuse`)}`.execute(
        db(),
      );
      await sql`delete from vigie.${sql.id(table)}`.execute(db());
    }
    await sql`delete from vigie.log_bodies`.execute(db());
    await write(3);
    const behind = await gatherCosignatures(db(), policy, post);
    expect(behind).toMatchObject({ witnesses: [], isQuorum: false });
    for (const fault of behind.faults)
      expect(fault).toContain('it has cosigned 5 entries of this log, which has 3');
    await write(9);
    const other = await gatherCosignatures(db(), policy, post);
    expect(other).toMatchObject({ size: 12, witnesses: [], isQuorum: false });
    for (const fault of other.faults) expect(fault).toMatch(/^w\d: answered 422: /);
  });

  it('believes no cosignature that does not hold', async () => {
    const liar: typeof post = async (url, body) => {
      const { status, body: line } = await post(url, body);
      return { status, body: line.replace(/ [A-Za-z0-9+/]{20}/, (part) => part.toLowerCase()) };
    };
    expect(await gatherCosignatures(db(), policy, liar)).toMatchObject({ witnesses: [], isQuorum: false });
    const { rows } = await sql`select 1 from vigie.log_cosignatures`.execute(db());
    expect(rows).toEqual([]);
  });

  it('shows monitors what it cosigned last, and forgets nothing when it starts again', async () => {
    await gatherCosignatures(db(), policy, post);
    const log = await readLogSigner(db(), vault);
    const hash = createHash('sha256').update(log.name).digest('hex');
    const answer = await fetch(`${running[0]?.url}/${hash}/checkpoint`);
    expect(await answer.text()).toMatch(/\n5\n[\s\S]*— witness\.example\/1 /);
    expect((await fetch(`${running[0]?.url}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404);
    expect(
      (await fetch(`${running[0]?.url}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(70_000) })).status,
    ).toBe(413);
    const own = mkdtempSync(join(folder, 'kept-'));
    const before = witnessFolder(own);
    await before.write(log.name, { size: 5, root: '00'.repeat(32), note: 'note' });
    expect(await witnessFolder(own).read(log.name)).toEqual({ size: 5, root: '00'.repeat(32), note: 'note' });
    writeFileSync(join(own, `${hash}.json`), '{');
    await expect(witnessFolder(own).read(log.name)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('dials witnesses in no other network than the one that was named', async () => {
    const gathered = await gatherCosignatures(db(), policy, createPostToWitness('public'));
    expect(gathered.witnesses).toEqual([]);
    for (const fault of gathered.faults) expect(fault).toContain('in the public network');
  });
});
