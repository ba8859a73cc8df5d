import { type Kysely, type Selectable, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { wordOf } from './persons.ts';
import type { Schema } from './schema.ts';
import type { TransparencyReportTable } from './schema-statistics.ts';

export type ReportRow = Omit<Selectable<TransparencyReportTable>, 'files'>;

/** SHA-256 of each file of a report by its name, hexadecimal. */
type FileHashes = Readonly<Record<string, string>>;

/** A word to publish counts until the second: it is of these very files, and they do not age. */
const ALWAYS = Number.POSITIVE_INFINITY;

interface Act {
  readonly actor: string;
  readonly now: Date;
}

interface MadeAct extends Act {
  readonly period: string;
  /** Of `report.json`, hexadecimal. */
  readonly sha256: string;
  /** Positions of the log that were counted. */
  readonly log: { readonly first: number | null; readonly last: number | null };
}

/** Writes that a report was made, in one transaction with its entry; made again it is the same one. */
export function recordMade(db: Kysely<Schema>, act: MadeAct): Promise<void> {
  const { period, sha256, actor, now, log } = act;
  return db.transaction().execute(async (tx) => {
    await sql`
      insert into vigie.transparency_reports (period, sha256, made_by, made_at)
      values (${period}, ${sha256}, ${actor}, ${now}) on conflict (period, sha256) do nothing
    `.execute(tx);
    await appendEntry(tx, {
      kind: 'report.made',
      actor,
      at: now,
      subject: period,
      body: { ...log, sha256 },
    });
  });
}

/**
 * One of two people's word that a report is published. The second, of somebody else and of the same files, publishes it.
 * @returns who waits for a second person; `null` once it is published
 * @throws AppError `report.refused` for one that was not made here, that is published, or whose files are others
 * @throws AppError `operator.unknown` when nobody can tell who says so
 */
export function publishReport(
  db: Kysely<Schema>,
  { period, sha256, files, actor, now }: Omit<MadeAct, 'log'> & { readonly files: FileHashes },
): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('vigie.transparency_reports')
      .selectAll()
      .where('period', '=', period)
      .where('sha256', '=', sha256)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined)
      throw refused(
        'a report that this installation made and that nobody changed since',
        `another of ${period}; make it again with: vigie report --period ${period}`,
      );
    if (row.published_at !== null)
      throw refused('a report that is not published yet', `one published ${row.published_at.toISOString()}`);
    const earlier = { by: row.proposed_by, at: row.proposed_at };
    const { person, first, isRepeated } = await wordOf(tx, { actor, earlier, now, countsMs: ALWAYS });
    const isSecond = first !== null && !isRepeated;
    const changed = changedFiles((row.files as FileHashes | null) ?? {}, files);
    if (isSecond && changed.length > 0)
      throw refused(`the files that ${first} would publish`, `others: ${changed.join(', ')}`);
    if (isRepeated && changed.length === 0)
      throw refused('a second person', `${person}, who has said so already; publishing takes two`);
    await tx
      .updateTable('vigie.transparency_reports')
      .set(
        isSecond
          ? { published_by: person, published_at: now }
          : { proposed_by: person, proposed_at: now, files: JSON.stringify(files) },
      )
      .where('report_id', '=', row.report_id)
      .execute();
    await appendEntry(tx, {
      kind: isSecond ? 'report.published' : 'report.proposed',
      actor: person,
      at: now,
      subject: period,
      body: { files: { ...files }, ...(isSecond && { proposedBy: first }) },
    });
    return isSecond ? null : person;
  });
}

/** Every report that was made, by period and the latest first. */
export async function readMadeReports(db: Kysely<Schema>): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select report_id, period, sha256, made_by, made_at, proposed_by, proposed_at, published_by, published_at
    from vigie.transparency_reports order by period, report_id desc
  `.execute(db);
  return rows;
}

/** The first month of which anything was counted; `null`: nothing was yet. */
export async function readFirstMonth(db: Kysely<Schema>): Promise<string | null> {
  const { rows } = await sql<{ month: string | null }>`select min(month) as month from vigie.figures`.execute(
    db,
  );
  return rows[0]?.month ?? null;
}

function changedFiles(one: FileHashes, other: FileHashes): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).toSorted();
}

function refused(expected: string, found: string): AppError {
  return new AppError('report.refused', `expected ${expected}, found ${found}`);
}
