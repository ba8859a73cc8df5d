import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import { type CountedPosts, countedParts } from './batch-counts.ts';
import { idsParam, rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** A flagged post's assessment as it is stored, with the commitment that its log entry proves. */
export interface StoredAssessment {
  readonly postId: string;
  readonly release: string | null;
  readonly lane: Lane;
  readonly score: number | null;
  readonly language: string;
  /** Rules that were switched off. */
  readonly holds: readonly string[];
  readonly body: string;
  readonly saltBase64: string;
  readonly commitmentBase64: string;
}

/** The assessments of lane `none`, side by side: nearly all posts, and nobody asks for one of them alone. */
export interface UnflaggedAssessments {
  readonly release: string | null;
  readonly postIds: readonly string[];
  readonly languages: readonly string[];
  readonly scores: readonly number[];
  /** 32 bytes each. */
  readonly commitments: Uint8Array;
  /** 16 bytes each. */
  readonly salts: Uint8Array;
  /** Their bodies, as `packBodies` packs them. */
  readonly packed: Uint8Array;
}

/** All assessments of one log entry. Its leaves are the flagged ones in order, then the others in order. */
export interface EntryAssessments {
  readonly flagged: readonly StoredAssessment[];
  readonly unflagged: UnflaggedAssessments;
}

/** The batch that posts were staged in, and whether all of its posts are assessed at once. */
export interface AssessedOf {
  readonly batchId: string;
  readonly isWhole: boolean;
}

/**
 * Moves posts of one batch from staged to their lanes, stores the assessments as leaves of one entry, counts the posts, and destroys
 * the batch's texts with their key where none of its posts is left that waits or was given up. One statement is one transaction.
 * @throws an error with SQLSTATE 23502 when one of the posts is not staged any more: its id, or all ids of the shared
 * row, are left empty, which neither table allows. Then nothing was written.
 */
export async function moveToLanes(
  db: Kysely<Schema>,
  of: AssessedOf,
  entry: RawBuilder<{ entry_id: number }>,
  { flagged, unflagged }: EntryAssessments,
  counted: CountedPosts,
): Promise<void> {
  const { batchId } = of;
  await sql`
    with entry as (${entry}), ${countedParts(counted)}, forgotten as (
      update vigie.sealed_batches set keys = '', texts = '' where batch_id = ${batchId}
      ${of.isWhole ? sql`` : sql`and ${nothingIsLeftBeside(batchId, { flagged, unflagged })}`}
    )
    ${flagged.length === 0 ? sql`` : sql`, ${flaggedParts(batchId, flagged)}`}
    ${unflagged.postIds.length === 0 ? sql`` : sql`, ${unflaggedParts(batchId, flagged.length, unflagged)}`}
    select entry_id from entry
  `.execute(db);
}

function nothingIsLeftBeside(batchId: string, { flagged, unflagged }: EntryAssessments): RawBuilder<boolean> {
  const ids = [...flagged.map(({ postId }) => postId), ...unflagged.postIds];
  return sql`not exists (
    select from vigie.posts where batch_id = ${batchId} and status in ('staged', 'dead') and not id = any(${idsParam(ids)})
  )`;
}

function unflaggedParts(batchId: string, firstLeaf: number, one: UnflaggedAssessments): RawBuilder<unknown> {
  // Twice a parameter: an array that comes from a query is looked up in the index of all posts, one id after another.
  const ids = idsParam(one.postIds);
  return sql`
    unflagged_moved as (
      update vigie.posts set status = 'none'
      where batch_id = ${batchId} and id = any(${ids}) and status = 'staged' returning 1
    ), unflagged_stored as (
      insert into vigie.unflagged_assessments
        (entry_id, batch_id, release, first_leaf, post_ids, languages, scores, commitments, salts, packed)
      select entry_id, ${batchId}, ${one.release}, ${firstLeaf},
        case when (select count(*) from unflagged_moved) = ${one.postIds.length} then ${ids} end,
        ${[...one.languages]}::text[], ${[...one.scores]}::integer[], ${one.commitments}::bytea, ${one.salts}::bytea,
        ${one.packed}::bytea
      from entry
    )`;
}

function flaggedParts(batchId: string, flagged: readonly StoredAssessment[]): RawBuilder<unknown> {
  return sql`
    flagged as (
      select * from json_to_recordset(${rowsParam(flagged.map(rowOf))}) as t (
        leaf integer, post_id text, release text, lane text, score integer, language text, holds text[], body text,
        salt text, commitment text
      )
    ), flagged_moved as (
      update vigie.posts p set status = flagged.lane from flagged
      where p.batch_id = ${batchId} and p.id = flagged.post_id and p.status = 'staged' returning p.id
    ), flagged_stored as (
      insert into vigie.assessments
        (post_id, release, lane, score, language, holds, body, salt, commitment, entry_id, leaf)
      select flagged_moved.id, release, lane, score, language, holds, body, decode(salt, 'base64'),
        decode(commitment, 'base64'), (select entry_id from entry), leaf
      from flagged left join flagged_moved on flagged_moved.id = flagged.post_id
    )`;
}

function rowOf(one: StoredAssessment, leaf: number): Record<string, unknown> {
  return {
    leaf,
    post_id: one.postId,
    release: one.release,
    lane: one.lane,
    score: one.score,
    language: one.language,
    holds: one.holds,
    body: one.body,
    salt: one.saltBase64,
    commitment: one.commitmentBase64,
  };
}
