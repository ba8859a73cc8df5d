import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appendEntry,
  checkProof,
  findEntry,
  parseVkey,
  proveEntry,
  readLogSigner,
  sequence,
  shredBodies,
  signCheckpoint,
  vkeyOf,
} from '../../../queue/log/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { copyOf, exportTo, type Verdict, verifyByAll, verifyByOther } from '../../support/exported-log.ts';
import { testVault } from '../../support/vault.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const START = Date.parse('2026-06-01T12:00:00Z');
const MINUTE_MS = 60_000;
/** Two full tiles and a partial one. */
const ENTRIES = 600;
const ENTRY_BYTES = 34;
/** Both separators are of one text and end no line of an export. */
const CANARY = 'canary-4711\u2028of two\u2029lines';

describe.each(COLUMNS)('exported log, %s', (name) => {
  const vault = testVault();
  let column: Column;
  let vkey = '';
  let whole: { folder: string; checkpoint: string };
  let early = '';
  const db = () => column.database.db;

  /** Writes entries a minute apart and gives them their place. */
  async function write(count: number, subject: string, startMs: number, into = db()): Promise<void> {
    await into.transaction().execute(async (tx) => {
      for (let at = 0; at < count; at += 1) {
        await appendEntry(tx, {
          kind: 'source.round',
          actor: 'test',
          at: new Date(startMs + at * MINUTE_MS),
          subject: `${subject}-${at}`,
          body: { said: CANARY },
        });
      }
    });
    await sequence(into, vault);
  }

  beforeAll(async () => {
    column = await openColumn(name);
    await write(300, 'early', START);
    early = (await signCheckpoint(db(), vault, new Date(START))).note;
    await write(ENTRIES - 300, 'late', START + 300 * MINUTE_MS);
    vkey = vkeyOf(await readLogSigner(db(), vault));
    whole = await exportTo(column, vault, new Date(START + MINUTE_MS));
  });
  afterAll(() => column.close());

  /** Both verifiers on a copy that somebody did harm to. */
  async function verdicts(
    harm: (folder: string) => void,
    earlier: readonly string[] = [],
  ): Promise<Verdict[]> {
    const folder = copyOf(whole.folder);
    harm(folder);
    return bothOn(folder, earlier);
  }

  async function bothOn(folder: string, earlier: readonly string[] = []): Promise<Verdict[]> {
    const files = earlier.map((text, at) => {
      writeFileSync(join(folder, `earlier-${at}`), text);
      return join(folder, `earlier-${at}`);
    });
    return verifyByAll(folder, vkey, files);
  }

  const edit = (path: string, change: (bytes: Buffer) => Buffer) => (folder: string) =>
    writeFileSync(join(folder, path), change(readFileSync(join(folder, path))));
  const flip = (place: number) => (bytes: Buffer) => {
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };
  const lines = (change: (list: string[]) => string[]) => (bytes: Buffer) =>
    Buffer.from(change(bytes.toString('utf8').split('\n')).join('\n'));

  it('LOG-06 holds for two verifiers of different origin, with an earlier checkpoint', async () => {
    for (const verdict of await verdicts(() => {}, [early])) {
      expect(verdict).toMatchObject({ size: ENTRIES, fault: null, notices: [] });
    }
    const roots = (await verdicts(() => {})).map(({ root }) => root);
    expect(new Set(roots).size).toBe(1);
  });

  it.each<[string, (folder: string) => void, { file: string; index: number | null }]>([
    [
      'an edited body',
      edit(
        'bodies.ndjson',
        lines((list) => list.map((line, at) => (at === 7 ? line.replace(CANARY, 'another') : line))),
      ),
      { file: 'bodies.ndjson', index: 7 },
    ],
    [
      'an edited entry',
      edit('tile/entries/001', flip(5 * ENTRY_BYTES + 9)),
      { file: 'bodies.ndjson', index: 261 },
    ],
    ['an edited leaf hash', edit('tile/0/001', flip(4 * 32)), { file: 'tile/0/001', index: 260 }],
    ['an edited hash above', edit('tile/1/000.p/2', flip(32)), { file: 'tile/1/000.p/2', index: 256 }],
    [
      'a dropped body',
      edit(
        'bodies.ndjson',
        lines((list) => list.filter((_, at) => at !== 100)),
      ),
      { file: 'bodies.ndjson', index: 100 },
    ],
    [
      'dropped entries',
      edit('tile/entries/002.p/88', (bytes) => bytes.subarray(0, -ENTRY_BYTES)),
      { file: 'tile/entries/002.p/88', index: null },
    ],
    [
      'reordered bodies',
      edit(
        'bodies.ndjson',
        lines((list) => [list[1] ?? '', list[0] ?? '', ...list.slice(2)]),
      ),
      { file: 'bodies.ndjson', index: 0 },
    ],
    ['a lost tile', (folder) => rmSync(join(folder, 'tile/0/000')), { file: 'tile/0/000', index: null }],
    [
      'a lost checkpoint',
      (folder) => rmSync(join(folder, 'checkpoint')),
      { file: 'checkpoint', index: null },
    ],
    [
      'a checkpoint of fewer entries',
      edit('checkpoint', (bytes) => Buffer.from(bytes.toString('utf8').replace(`\n${ENTRIES}\n`, '\n599\n'))),
      { file: 'checkpoint', index: null },
    ],
  ])('LOG-06 names %s', async (_what, harm, fault) => {
    for (const verdict of await verdicts(harm)) {
      const { file, index } = verdict.fault ?? {};
      expect({ file, index: fault.index === null ? null : index }).toEqual(fault);
    }
  });

  it('LOG-06 names entries that changed places, though every file agrees with every other', async () => {
    const swap = (bytes: Buffer, width: number, start: number) => {
      const [one, two] = [
        bytes.subarray(start, start + width),
        bytes.subarray(start + width, start + 2 * width),
      ];
      return Buffer.concat([bytes.subarray(0, start), two, one, bytes.subarray(start + 2 * width)]);
    };
    const harm = (folder: string) => {
      rmSync(join(folder, 'bodies.ndjson'));
      edit('tile/entries/002.p/88', (bytes) => swap(bytes, ENTRY_BYTES, 0))(folder);
      edit('tile/0/002.p/88', (bytes) => swap(bytes, 32, 0))(folder);
    };
    for (const verdict of await verdicts(harm)) expect(verdict.fault).toMatchObject({ file: 'checkpoint' });
  });

  it('LOG-08 goes on proving what was shredded, and gives nothing of it away', async () => {
    const own = await openColumn(name);
    try {
      const at = new Date(START);
      for (const subject of ['first', 'second'])
        await appendEntry(own.database.db, {
          kind: 'source.round',
          actor: 'test',
          at: at,
          subject,
          body: { said: CANARY },
        });
      await sequence(own.database.db, vault);
      await signCheckpoint(own.database.db, vault, at);
      expect(await shredBodies(own.database.db, new Date(START + 1), new Date(START + 1), 'test')).toBe(2);
      expect(await shredBodies(own.database.db, new Date(START + 1), new Date(START + 1), 'test')).toBe(0);
      await sequence(own.database.db, vault);
      const { folder } = await exportTo(own, vault, new Date(START + 2));
      for (const verdict of await bothOn(folder)) expect(verdict).toMatchObject({ size: 3, fault: null });
      expect(readFileSync(join(folder, 'bodies.ndjson'), 'utf8')).not.toContain(CANARY);
      const proof = await proveEntry(own.database.db, vault, { index: 0, withBody: true, now: at });
      expect(checkProof(proof, await readLogSigner(own.database.db, vault))).toMatchObject({
        index: 0,
        entry: null,
      });
      const { rows } = await sql`select to_jsonb(b)::text as row from vigie.log_bodies b`.execute(
        own.database.db,
      );
      expect(rows).toHaveLength(1);
    } finally {
      await own.close();
    }
  });

  it('LOG-08 explains what was shredded while it was written', async () => {
    const own = await openColumn(name);
    try {
      await write(300, 'shredded', START, own.database.db);
      await signCheckpoint(own.database.db, vault, new Date(START));
      const shred = async () => {
        await shredBodies(own.database.db, new Date(START + 1), new Date(START + 1), 'test');
      };
      const { folder } = await exportTo(own, vault, new Date(START + 2), shred);
      const bodies = readFileSync(join(folder, 'bodies.ndjson'), 'utf8').split('\n').slice(0, -1);
      expect(bodies).toHaveLength(257);
      for (const verdict of await bothOn(folder)) expect(verdict).toMatchObject({ size: 301, fault: null });
    } finally {
      await own.close();
    }
  });

  it('LOG-08 holds no word of an entry in tiles and bundles', () => {
    for (const path of ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/2', 'checkpoint'])
      expect(readFileSync(join(whole.folder, path)).includes(CANARY)).toBe(false);
    expect(readFileSync(join(whole.folder, 'bodies.ndjson')).includes(CANARY)).toBe(true);
  });

  it('LOG-05 proves an entry in a file of its own, of which no bit can be changed', async () => {
    const index = await findEntry(db(), 'late-5');
    expect(index).toBe(305);
    const proof = await proveEntry(db(), vault, { index, withBody: true, now: new Date(START) });
    const key = parseVkey(vkey);
    if (typeof key === 'string') throw new Error(key);
    expect(checkProof(proof, key)).toMatchObject({
      index,
      entry: { subject: 'late-5', body: { said: CANARY } },
    });
    const bytes = Buffer.from(proof);
    for (let place = 0; place < bytes.length; place += 1) {
      const bent = Buffer.from(bytes);
      bent[place] = (bent[place] ?? 0) ^ (1 << (place % 7));
      expect(checkProof(bent.toString('utf8'), key), `byte ${place}`).toEqual(expect.any(String));
    }
    await expect(findEntry(db(), 'nothing')).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it.runIf(hasPython())(
    'LOG-05 proves it to another verifier, too',
    async () => {
      const bytes = Buffer.from(
        await proveEntry(db(), vault, { index: 305, withBody: true, now: new Date(START) }),
      );
      const file = join(whole.folder, 'entry.tlog-proof');
      writeFileSync(file, bytes);
      expect(await verifyByOther(file, vkey)).toMatchObject({ size: ENTRIES, fault: null });
      for (let place = 3; place < bytes.length; place += 97) {
        const bent = Buffer.from(bytes);
        bent[place] = (bent[place] ?? 0) ^ (1 << (place % 7));
        writeFileSync(file, bent);
        expect((await verifyByOther(file, vkey)).fault, `byte ${place}`).not.toBeNull();
      }
    },
    60_000,
  );

  it('shows a clock that was set back to both', async () => {
    const own = await openColumn(name);
    try {
      for (const at of [START, START + 60 * MINUTE_MS, START + 20 * MINUTE_MS])
        await appendEntry(own.database.db, {
          kind: 'source.round',
          actor: 'test',
          at: new Date(at),
          subject: 'clock',
          body: {},
        });
      await sequence(own.database.db, vault);
      const { folder } = await exportTo(own, vault, new Date(START));
      for (const verdict of await bothOn(folder))
        expect(verdict).toMatchObject({ fault: null, notices: [{ index: 2 }] });
    } finally {
      await own.close();
    }
  });

  // Last: the records are forged from here on.
  it('LOG-06 names a log that was set back to an old state, and one that went another way since', async () => {
    const later = whole.checkpoint;
    await forgeBackTo(300);
    const { folder: old } = await exportTo(column, vault, new Date(START));
    for (const verdict of await bothOn(old, [later]))
      expect(verdict.fault).toEqual(expect.objectContaining({ file: 'earlier checkpoint', index: 300 }));
    await write(400, 'forked', START + 300 * MINUTE_MS);
    const { folder: forked } = await exportTo(column, vault, new Date(START));
    for (const verdict of await bothOn(forked, [early, later]))
      expect(verdict.fault).toMatchObject({ file: 'earlier checkpoint', index: null });
  });

  it('LOG-04 signs nothing that does not continue what it signed', async () => {
    await sql`alter table vigie.log_leaves disable trigger log_leaves_refuse`.execute(db());
    await sql`update vigie.log_leaves set commitment = sha256(commitment) where index = 695`.execute(db());
    await write(1, 'after', START + 900 * MINUTE_MS);
    await expect(signCheckpoint(db(), vault, new Date(START))).rejects.toMatchObject({
      code: 'log.inconsistent',
    });
  });

  /** As a thief with all rights on the database would: everything from a position on is gone. */
  async function forgeBackTo(size: number): Promise<void> {
    for (const table of ['log_leaves', 'log_subtrees', 'log_checkpoints'])
      await sql`alter table vigie.${sql.id(table)} disable trigger ${sql.id(`${table}_refuse`)}`.execute(
        db(),
      );
    await sql`delete from vigie.log_bodies where entry_id in (
      select entry_id from vigie.log_leaves where index >= ${size})`.execute(db());
    await sql`delete from vigie.log_leaves where index >= ${size}`.execute(db());
    await sql`delete from vigie.log_subtrees where (n + 1) * power(256, level + 1) > ${size}`.execute(db());
    await sql`delete from vigie.log_checkpoints where size > ${size}`.execute(db());
  }
});
