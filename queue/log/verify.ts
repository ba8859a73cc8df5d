import { type Kysely, sql } from 'kysely';
import { Entry } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';
import { checkCommitments } from './commitments.ts';
import { chainHash, GENESIS } from './sequencer.ts';

export interface LogFault {
  /** Position in the log; `null` for an entry that has none. */
  readonly index: number | null;
  readonly entryId: number | null;
  readonly reason: string;
}

export interface LogReport {
  readonly size: number;
  /** Chain hash of the last good entry, hexadecimal; `null` of an empty log. */
  readonly root: string | null;
  readonly kinds: Readonly<Record<string, number>>;
  /** Assessments whose commitment was recomputed from their text-free body. */
  readonly assessmentsChecked: number;
  /** Entries committed but not sequenced yet; they get their position at the next pass. */
  readonly waiting: number;
  /** The newest decision in the log, for a reader who wants to see that theirs is in it. */
  readonly lastDecision: { index: number; subject: string; outcome: string } | null;
  /** The first bad entry; `null` when all is well. */
  readonly fault: LogFault | null;
}

const PAGE = 5000;

interface ChainRow {
  index: number;
  hash: Uint8Array;
  entry_id: number;
  body: string | null;
  kind: string | null;
  subject: string | null;
}

/** Walks the whole log from its first entry and stops at the first that does not fit. */
export async function verifyLog(db: Kysely<Schema>): Promise<LogReport> {
  const report = {
    size: 0,
    root: null as string | null,
    kinds: {} as Record<string, number>,
    assessmentsChecked: 0,
    waiting: 0,
    lastDecision: null as LogReport['lastDecision'],
    fault: null as LogFault | null,
  };
  let previous: Buffer = GENESIS;
  for (;;) {
    const page = await readPage(db, report.size);
    for (const row of page) {
      const checked = checkRow(row, report.size, previous);
      if ('reason' in checked) return { ...report, fault: checked };
      const count = checked.kind === 'posts.scored' ? await checkCommitments(db, row.entry_id, checked) : 0;
      if (typeof count === 'string') {
        return { ...report, fault: { index: row.index, entryId: row.entry_id, reason: count } };
      }
      previous = Buffer.from(row.hash);
      report.size += 1;
      report.assessmentsChecked += count;
      report.root = previous.toString('hex');
      report.kinds[checked.kind] = (report.kinds[checked.kind] ?? 0) + 1;
      if (checked.kind === 'item.judged' || checked.kind === 'item.revised') {
        report.lastDecision = {
          index: row.index,
          subject: checked.subject,
          outcome: String(checked.body.outcome),
        };
      }
    }
    if (page.length < PAGE) break;
  }
  const rest = await readUnsequenced(db);
  report.waiting = rest.waiting;
  if (rest.lost !== null) {
    report.fault = {
      index: null,
      entryId: rest.lost,
      reason:
        'expected this entry in the chain or waiting for its position, found it in neither: it was taken out',
    };
  }
  return report;
}

async function readPage(db: Kysely<Schema>, from: number): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    select c.index, c.hash, c.entry_id, e.body, e.kind, e.subject
    from vigie.log_chain c left join vigie.log_entries e using (entry_id)
    where c.index >= ${from} order by c.index limit ${PAGE}
  `.execute(db);
  return rows;
}

function checkRow(row: ChainRow, expectedIndex: number, previous: Buffer): Entry | LogFault {
  const bad = (reason: string): LogFault => ({ index: row.index, entryId: row.entry_id, reason });
  if (row.index !== expectedIndex) {
    return {
      index: expectedIndex,
      entryId: null,
      reason: `expected entry ${expectedIndex} next, found ${row.index}: an entry is missing`,
    };
  }
  if (row.body === null) return bad('expected the entry that the chain names, found none: it was deleted');
  if (!chainHash(previous, row.index, row.body).equals(row.hash)) {
    return bad('expected the chain hash of this entry, found another: the entry or its position was altered');
  }
  const parsed = Entry.safeParse(parseJson(row.body));
  if (!parsed.success) return bad('expected an entry of a known version and kind, found another shape');
  if (parsed.data.kind !== row.kind || parsed.data.subject !== row.subject) {
    return bad('expected the columns kind and subject to repeat the entry, found other values');
  }
  return parsed.data;
}

async function readUnsequenced(db: Kysely<Schema>): Promise<{ waiting: number; lost: number | null }> {
  const { rows } = await sql<{ waiting: number; lost: number | null }>`
    select
      (select count(*) from vigie.log_pending) as waiting,
      (select min(e.entry_id) from vigie.log_entries e
        where not exists (select from vigie.log_chain c where c.entry_id = e.entry_id)
          and not exists (select from vigie.log_pending p where p.entry_id = e.entry_id)) as lost
  `.execute(db);
  return rows[0] ?? { waiting: 0, lost: null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
