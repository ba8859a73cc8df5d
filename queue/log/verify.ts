import { type Kysely, sql } from 'kysely';
import type { Entry } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { type BodyVault, openBody, readEntries, type SealedBody } from './bodies.ts';
import { openCheckpoint } from './checkpoint.ts';
import { checkCommitments, commitmentOf } from './commitments.ts';
import { Frontier } from './frontier.ts';
import { logSignerOf } from './log-origin.ts';
import { leafHash } from './merkle.ts';
import { EntryTally, type LogFault, type LogReport, NO_BODY, parseEntry, shreddedBefore } from './report.ts';
import { logSize } from './sequencer.ts';
import { lastCheckpoint, readCheckpoints, type StoredCheckpoint } from './stored-checkpoints.ts';
import { readSubtreeRoots } from './stored-tiles.ts';

type LogVault = BodyVault & Pick<Vault, 'logSeed'>;

const PAGE = 5000;
const TILE_HEIGHT = 8;

interface LeafRow extends SealedBody {
  readonly index: number;
  readonly entry_id: number;
  readonly commitment: Uint8Array;
  readonly kind: string | null;
  readonly subject: string | null;
}

/** Walks the whole log from its first entry and stops at the first that does not fit. */
export async function verifyLog(db: Kysely<Schema>, vault: LogVault): Promise<LogReport> {
  const walk = new Walk(db, vault);
  const fault = (await walk.entries()) ?? (await walk.whatIsNotThere());
  return walk.report(fault);
}

class Walk {
  readonly #db: Kysely<Schema>;
  readonly #vault: LogVault;
  readonly #tree = new Frontier();
  readonly #tally = new EntryTally();
  #assessments = 0;
  #checkpoints = 0;
  #waiting = 0;

  constructor(db: Kysely<Schema>, vault: LogVault) {
    this.#db = db;
    this.#vault = vault;
  }

  report(fault: LogFault | null): LogReport {
    const size = this.#tree.size;
    return {
      size,
      root: size === 0 ? null : this.#tree.root().toString('hex'),
      kinds: this.#tally.kinds,
      assessmentsChecked: this.#assessments,
      shredded: this.#tally.withoutBody,
      checkpoints: this.#checkpoints,
      waiting: this.#waiting,
      lastDecision: this.#tally.lastDecision,
      notices: this.#tally.notices,
      fault,
    };
  }

  async entries(): Promise<LogFault | null> {
    for (;;) {
      const from = this.#tree.size;
      const page = await this.#readPage(from);
      const checkpoints = await readCheckpoints(this.#db, { above: from, most: from + page.length });
      const full = new Map<string, Uint8Array>();
      for (const row of page) {
        const fault = await this.#checkEntry(row);
        if (fault !== null) return fault;
        this.#addLeaf(row, full);
        while (checkpoints[0]?.size === this.#tree.size) {
          const reason = this.#checkCheckpoint(checkpoints.shift() as StoredCheckpoint);
          if (reason !== null) return { index: row.index, entryId: row.entry_id, reason };
        }
      }
      const fault = await this.#checkSubtrees(full);
      if (fault !== null) return fault;
      if (page.length < PAGE) return null;
    }
  }

  /** Entries, bodies and checkpoints that should be there and are not. */
  async whatIsNotThere(): Promise<LogFault | null> {
    if (this.#tally.unexplained !== null) await this.#readLaterShredding();
    const { unexplained } = this.#tally;
    if (unexplained !== null) return { index: unexplained, entryId: null, reason: NO_BODY };
    const last = await lastCheckpoint(this.#db);
    // Asked after the checkpoint: a log in use has grown meanwhile.
    const size = await logSize(this.#db);
    if (last !== undefined && last.size > size) {
      return {
        index: size,
        entryId: null,
        reason: `expected the ${last.size} entries that a checkpoint was signed over, found ${size}: the rest was cut off`,
      };
    }
    const rest = await readUnsequenced(this.#db);
    this.#waiting = rest.waiting;
    if (rest.lost === null) return null;
    return {
      index: null,
      entryId: rest.lost,
      reason:
        'expected this entry in the tree or waiting for its position, found it in neither: it was taken out',
    };
  }

  /** Bodies may be shredded while the log is walked; the entry that says so has its position, if any, beyond what was read. */
  async #readLaterShredding(): Promise<void> {
    const size = this.#tree.size;
    const later = sql`e.kind = 'log.shredded' and coalesce(l.index >= ${size}, true)`;
    for (const { body } of await readEntries(this.#db, this.#vault, later)) {
      const entry = body === null ? '' : parseEntry(body);
      if (typeof entry !== 'string') this.#tally.explain(Math.min(shreddedBefore(entry), size));
    }
  }

  async #readPage(from: number): Promise<LeafRow[]> {
    const { rows } = await sql<LeafRow>`
      select l.index, l.entry_id, l.commitment, e.kind, e.subject, b.wrapped_key, b.sealed
      from vigie.log_leaves l
      left join vigie.log_entries e using (entry_id) left join vigie.log_bodies b using (entry_id)
      where l.index >= ${from} order by l.index limit ${PAGE}
    `.execute(this.#db);
    return rows;
  }

  async #checkEntry(row: LeafRow): Promise<LogFault | null> {
    const bad = (reason: string): LogFault => ({ index: row.index, entryId: row.entry_id, reason });
    const expected = this.#tree.size;
    if (row.index !== expected) {
      const reason = `expected entry ${expected} next, found ${row.index}: an entry is missing`;
      return { index: expected, entryId: null, reason };
    }
    if (row.kind === null) return bad('expected the entry that this leaf names, found none: it was deleted');
    const entry = this.#openEntry(row);
    if (entry === null) {
      this.#tally.skip(row.index);
      return null;
    }
    if (typeof entry === 'string') return bad(entry);
    if (entry.kind !== row.kind || entry.subject !== row.subject)
      return bad('expected the columns kind and subject to repeat the entry, found other values');
    const count = entry.kind === 'posts.scored' ? await checkCommitments(this.#db, row.entry_id, entry) : 0;
    if (typeof count === 'string') return bad(count);
    this.#assessments += count;
    this.#tally.add(row.index, entry);
    return null;
  }

  /** @returns `null` of a shredded entry, or what was expected and found */
  #openEntry(row: LeafRow): Entry | string | null {
    let opened: ReturnType<typeof openBody>;
    try {
      opened = openBody(this.#vault, row.index, row);
    } catch {
      return 'expected a body that opens at this position, found one that does not: it was altered or moved';
    }
    if (opened === null) return null;
    return commitmentOf(opened.salt, opened.body).equals(row.commitment)
      ? parseEntry(opened.body)
      : 'expected the body that this leaf commits to, found another: the entry was altered';
  }

  #addLeaf(row: LeafRow, full: Map<string, Uint8Array>): void {
    this.#tree.push(leafHash(row.commitment), (height, index, root) => {
      if (height % TILE_HEIGHT === 0) full.set(`${height / TILE_HEIGHT - 1}/${index}`, root);
    });
  }

  #checkCheckpoint({ origin, size, root, note }: StoredCheckpoint): string | null {
    const signed = openCheckpoint(note, logSignerOf(origin, this.#vault));
    if (typeof signed === 'string') return signed;
    if (signed.checkpoint.size !== size || !signed.checkpoint.root.equals(root))
      return 'expected the columns of a checkpoint to repeat its note, found other values';
    if (!this.#tree.root().equals(root))
      return `expected the tree of ${size} entries that was signed, found another: an entry up to here was altered`;
    this.#checkpoints += 1;
    return null;
  }

  async #checkSubtrees(full: ReadonlyMap<string, Uint8Array>): Promise<LogFault | null> {
    const stored = await readSubtreeRoots(this.#db, [...full.keys()]);
    for (const [key, root] of full) {
      if (Buffer.from(root).equals(stored.get(key) ?? new Uint8Array())) continue;
      const [level = 0, n = 0] = key.split('/').map(Number);
      const reason = `expected the stored root of tile ${key} to be that of its leaves, found another or none`;
      return { index: n * 256 ** (level + 1), entryId: null, reason };
    }
    return null;
  }
}

async function readUnsequenced(db: Kysely<Schema>): Promise<{ waiting: number; lost: number | null }> {
  const { rows } = await sql<{ waiting: number; lost: number | null }>`
    select
      (select count(*) from vigie.log_pending) as waiting,
      (select min(e.entry_id) from vigie.log_entries e
        where not exists (select from vigie.log_leaves l where l.entry_id = e.entry_id)
          and not exists (select from vigie.log_pending p where p.entry_id = e.entry_id)) as lost
  `.execute(db);
  return rows[0] ?? { waiting: 0, lost: null };
}
