import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** One post's assessment as it is stored, with the commitment that its log entry proves. */
export interface StoredAssessment {
  readonly postId: string;
  readonly release: string | null;
  readonly lane: Lane;
  readonly score: number | null;
  readonly language: string;
  readonly body: string;
  readonly saltBase64: string;
  readonly commitmentBase64: string;
}

/**
 * Moves posts from staged to their lanes and stores the assessments, in the order given, as leaves of one entry. One
 * statement is one transaction.
 * @throws an error with SQLSTATE 23502 when one of the posts is not staged any more: the left join leaves its key empty,
 * which no assessment may have. Then nothing was written.
 */
export async function moveToLanes(
  db: Kysely<Schema>,
  entry: RawBuilder<{ entry_id: number }>,
  assessments: readonly StoredAssessment[],
): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${rowsParam(assessments.map(rowOf))}) as t (
        leaf integer, post_id text, release text, lane text, score integer, language text, body text, salt text,
        commitment text
      )
    ), moved as (
      update vigie.posts p set status = given.lane from given
      where p.id = given.post_id and p.status = 'staged' returning p.id
    ), entry as (${entry})
    insert into vigie.assessments
      (post_id, release, lane, score, language, body, salt, commitment, entry_id, leaf)
    select moved.id, release, lane, score, language, body, decode(salt, 'base64'), decode(commitment, 'base64'),
      (select entry_id from entry), leaf
    from given left join moved on moved.id = given.post_id
  `.execute(db);
}

function rowOf(one: StoredAssessment, leaf: number): Record<string, unknown> {
  return {
    leaf,
    post_id: one.postId,
    release: one.release,
    lane: one.lane,
    score: one.score,
    language: one.language,
    body: one.body,
    salt: one.saltBase64,
    commitment: one.commitmentBase64,
  };
}
