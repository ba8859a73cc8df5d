import { type Kysely, type Selectable, sql } from 'kysely';
import {
  type Assessment,
  type CustodyEvent,
  type Decision,
  Outcome,
  type PersonCategory,
  type RecordedDoubt,
  Stage,
} from '../contracts/index.ts';
import { type CustodyLink, custodyEventOf } from '../custody/index.ts';
import { type ArchiveSignature, readSignatures } from '../storage/archive-signatures.ts';
import { custodyPositions, readCustody } from '../storage/custody.ts';
import { readProofs, type TimeProof } from '../storage/opentimestamps.ts';
import type { Schema } from '../storage/schema.ts';
import type { ContestTable } from '../storage/schema-public.ts';
import { readTimestamps, type Timestamp } from '../storage/timestamps.ts';
import type { Vault } from '../vault/index.ts';
import { readDoubts } from './doubts.ts';
import { openPost, readAssessment } from './item-post.ts';
import { readItem } from './item-row.ts';
import { readDecisions } from './read-decisions.ts';

/** A contest of an item, as it is told to a court: that there was one, and how it ended. */
export interface ExportedContest {
  readonly receivedOn: string;
  readonly state: Selectable<ContestTable>['state'];
  readonly reason: string | null;
  readonly decidedOn: string | null;
}

/** What is known of an item that is handed over: for and against. */
export interface ExportedItem {
  readonly itemId: string;
  readonly postId: string;
  readonly sourceId: string;
  readonly language: string;
  readonly publishedAt: string | null;
  readonly collectedAt: string;
  readonly text: string;
  readonly isCut: boolean;
  /** Address of the post; `null` where the place showed none. */
  readonly address: string | null;
  readonly copies: number;
  readonly outcome: Outcome;
  readonly authorCategory: PersonCategory;
  readonly assessment: Assessment | null;
  /** All judgments, in their order, those taken back included. */
  readonly decisions: readonly (Decision & { readonly isUndone: boolean })[];
  readonly contests: readonly ExportedContest[];
  /** Opinions of others that said or doubted something before the judgment: questions to colleagues, with their answers. */
  readonly questions: readonly {
    readonly kind: string;
    readonly answer: string | null;
    readonly askedAt: string;
  }[];
  /** Opinions that the post is edited, synthetic, satire or something else, with author and grounds. */
  readonly doubts: readonly RecordedDoubt[];
  readonly custody: readonly CustodyLink[];
  /** Where in the log each event stands, by its number. */
  readonly positions: ReadonlyMap<number, number>;
  readonly timestamps: readonly Timestamp[];
  /** What calendars of OpenTimestamps say; none where none was configured. */
  readonly timeProofs: readonly TimeProof[];
  /** The event by which the capture came into our hands. */
  readonly control: Extract<CustodyEvent, { kind: 'control' }> | null;
  /** How it stands with the signature of that capture's archive; `null` where its hash was not kept. */
  readonly signature: ArchiveSignature | null;
}

/**
 * Reads an item that is handed over. Who wrote it is not among what is read: the captured page shows what it showed.
 * @returns `undefined` once the text was erased
 */
export async function readExportedItem(
  db: Kysely<Schema>,
  vault: Vault,
  itemId: string,
): Promise<ExportedItem | undefined> {
  const row = await readItem(db, itemId, false);
  const post = await openPost(db, vault, row);
  if (post === undefined || row.outcome === null) return undefined;
  const { collected_at: collectedAt } = await db
    .selectFrom('vigie.posts')
    .select('collected_at')
    .where('id', '=', row.post_id)
    .executeTakeFirstOrThrow();
  const custody = await readCustody(db, itemId);
  const control = lastControl(custody);
  const signatures = await readSignatures(db, itemId);
  return {
    itemId,
    postId: row.post_id,
    sourceId: row.source_id,
    language: row.language,
    publishedAt: post.publishedAt,
    collectedAt: collectedAt.toISOString(),
    text: post.sealed.text,
    isCut: post.sealed.isCut ?? false,
    address: post.sealed.permalink ?? null,
    copies: row.member_count,
    outcome: row.outcome,
    authorCategory: row.author_category,
    assessment: await readAssessment(db, row),
    decisions: await readAllDecisions(db, vault, row),
    contests: await readContests(db, itemId),
    questions: await readQuestions(db, itemId),
    doubts: await readDoubts(db, vault, row),
    custody,
    positions: await custodyPositions(db, itemId),
    timestamps: await readTimestamps(db, itemId),
    timeProofs: await readProofs(db, itemId),
    control,
    signature: signatures.find(({ captureId }) => captureId === control?.capture) ?? null,
  };
}

function lastControl(custody: readonly CustodyLink[]): ExportedItem['control'] {
  return custody.map(custodyEventOf).findLast((event) => event.kind === 'control') ?? null;
}

async function readAllDecisions(
  db: Kysely<Schema>,
  vault: Vault,
  row: Awaited<ReturnType<typeof readItem>>,
): Promise<ExportedItem['decisions']> {
  const standing = await readDecisions(db, vault, row);
  const { rows } = await sql<{
    stage: Stage;
    outcome: Outcome;
    reason: string;
    actor: string;
    decided_at: Date;
  }>`
    select stage, outcome, reason, actor, decided_at from vigie.decisions
    where item_id = ${row.id} and undone_at is not null order by id
  `.execute(db);
  const undone = rows.map((one) => ({
    version: 2 as const,
    itemId: row.id,
    stage: Stage.parse(one.stage),
    outcome: Outcome.parse(one.outcome),
    reason: one.reason,
    elements: [],
    spans: [],
    actor: one.actor,
    decidedAt: one.decided_at.toISOString(),
    dwellMs: null,
    isUndone: true,
  }));
  const all = [...undone, ...standing.map((one) => ({ ...one, isUndone: false }))];
  return all.sort((one, other) => Date.parse(one.decidedAt) - Date.parse(other.decidedAt));
}

async function readContests(db: Kysely<Schema>, itemId: string): Promise<ExportedContest[]> {
  const { rows } = await sql<ExportedContest>`
    select received_on::text as "receivedOn", state, reason, decided_on::text as "decidedOn"
    from vigie.contests where item_id = ${itemId} order by received_on, id
  `.execute(db);
  return rows;
}

async function readQuestions(db: Kysely<Schema>, itemId: string): Promise<ExportedItem['questions']> {
  const { rows } = await sql<{ kind: string; answer: string | null; asked_at: Date }>`
    select kind, answer, asked_at from vigie.item_questions where item_id = ${itemId} order by id
  `.execute(db);
  return rows.map(({ kind, answer, asked_at }) => ({ kind, answer, askedAt: asked_at.toISOString() }));
}
