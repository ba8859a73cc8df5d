import { type Kysely, sql } from 'kysely';
import type { Assessment } from '../contracts/assessment.ts';
import type { Entry } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';
import { HASH_BYTES, leafHash, leafHashes, treeRoot } from './merkle.ts';
import { unpackBodies } from './packed-bodies.ts';

export const SALT_BYTES = 16;

/** Commitment to one assessment: the RFC 6962 leaf hash of its salt and its body. */
export function commitmentOf(salt: Uint8Array, body: string): Buffer {
  return leafHash(salt, body);
}

/** Commitments to many assessments and their salts, side by side. */
export function commitAll(salts: Uint8Array, bodies: readonly string[]): { block: Buffer; leaves: Buffer[] } {
  const block = leafHashes(salts, bodies);
  return { block, leaves: bodies.map((_, at) => block.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)) };
}

/**
 * The bytes of an assessment, as committed and stored. The rule engine builds its result in one fixed order of keys, so
 * plain JSON is one text for one assessment; sorting keys again cost 5 % of the whole path of a post.
 */
export function assessmentBody(assessment: Assessment): string {
  if (!Object.isFrozen(assessment)) return JSON.stringify(assessment);
  const known = bodies.get(assessment);
  if (known !== undefined) return known;
  const body = JSON.stringify(assessment);
  bodies.set(assessment, body);
  return body;
}

/** Of assessments that many posts share; those are frozen. In six of ten posts nothing is found. */
const bodies = new WeakMap<Assessment, string>();

interface Leaf {
  readonly leaf: number;
  readonly postId: string;
  readonly commitment: Uint8Array;
  /** Salt and body are `null` once the text was erased, both of them. */
  readonly salt: Uint8Array | null;
  readonly body: string | null;
  /** Whether the post's own text is still there; it goes in the transaction that empties the assessment. */
  readonly hasText: boolean;
}

/**
 * Recomputes an entry's root from the assessments that are its leaves: erased ones by their commitment, the others from
 * their body.
 * @returns how many have a body that was recomputed, or what is wrong with them
 */
export async function checkCommitments(
  db: Kysely<Schema>,
  entryId: number,
  entry: Entry,
): Promise<number | string> {
  const leaves = await readLeaves(db, entryId);
  let recomputed = 0;
  for (const [position, one] of leaves.entries()) {
    if (one.leaf !== position) return `expected assessment ${position} of this batch, found none`;
    const fault = leafFault(one);
    if (fault !== null) return `expected the assessment of post ${one.postId} as committed, found ${fault}`;
    if (one.body !== null) recomputed += 1;
  }
  const root = treeRoot(leaves.map((leaf) => leaf.commitment)).toString('hex');
  return root === entry.body.root
    ? recomputed
    : 'expected the assessments that this entry commits to, found others';
}

/** An assessment passes unread only as erasing leaves it: salt, body and text gone together. */
function leafFault({ commitment, salt, body, hasText }: Leaf): string | null {
  if (salt === null && body === null)
    return hasText ? 'it emptied while the text of the post is still there' : null;
  if (salt === null || body === null)
    return `it without its ${salt === null ? 'salt' : 'body'}: nothing but a hand in the records leaves one of them`;
  return commitmentOf(salt, body).equals(commitment) ? null : 'it altered';
}

/** The leaves of one entry in order, from rows of their own and from the row that unflagged ones share. */
export async function readLeaves(db: Kysely<Schema>, entryId: number): Promise<Leaf[]> {
  const { rows: own } = await sql<Leaf>`
    select post_id as "postId", leaf, commitment, salt, body,
      exists (select from vigie.sealed_posts s where s.post_id = a.post_id) as "hasText"
    from vigie.assessments a where entry_id = ${entryId}
  `.execute(db);
  const shared = await db
    .selectFrom('vigie.unflagged_assessments')
    .select(['first_leaf', 'post_ids', 'commitments', 'salts', 'bodies', 'packed'])
    .where('entry_id', '=', entryId)
    .executeTakeFirst();
  return [...own, ...(shared ? split(shared) : [])].sort((one, other) => one.leaf - other.leaf);
}

interface SharedRow {
  readonly first_leaf: number;
  readonly post_ids: readonly string[];
  readonly commitments: Uint8Array;
  readonly salts: Uint8Array | null;
  readonly bodies: string | null;
  readonly packed: Uint8Array | null;
}

function split({ first_leaf, post_ids, commitments, salts, bodies, packed }: SharedRow): Leaf[] {
  // Bytes that do not unpack are an altered row, as lines are that are missing: neither must pass as erased.
  const lines = packed === null ? bodies?.split('\n') : (unpackBodies(packed) ?? []);
  return post_ids.map((postId, at) => ({
    postId,
    leaf: first_leaf + at,
    commitment: commitments.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    salt: salts?.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES) ?? null,
    body: lines ? (lines[at] ?? '') : null,
    // Of posts that nothing flagged: their texts lie in batches, which end apart from this row.
    hasText: false,
  }));
}
