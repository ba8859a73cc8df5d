import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Assessment, coverNames, SealedPost } from '../contracts/index.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { ItemRow } from './item-row.ts';

interface OpenedPost {
  readonly sealed: SealedPost;
  readonly publishedAt: string | null;
}

interface StoredPost {
  readonly published_at: Date | null;
  readonly wrapped_key: Uint8Array;
  readonly sealed: Uint8Array;
}

/** The sealed post of an item; `undefined` once the text was erased. */
export async function readSealed(
  db: Kysely<Schema>,
  { id, post_id, is_control }: Pick<ItemRow, 'id' | 'post_id' | 'is_control'>,
): Promise<StoredPost | undefined> {
  if (is_control) {
    const { rows } = await sql<StoredPost>`
      select published_at, wrapped_key, sealed from vigie.controls where item_id = ${id}
      union all select published_at, wrapped_key, sealed from vigie.samples where item_id = ${id}
    `.execute(db);
    return rows[0];
  }
  return db
    .selectFrom('vigie.posts')
    .innerJoin('vigie.sealed_posts', 'vigie.sealed_posts.post_id', 'vigie.posts.id')
    .select(['published_at', 'wrapped_key', 'sealed'])
    .where('vigie.posts.id', '=', post_id)
    .executeTakeFirst();
}

/**
 * An item's post as every view of the desk has it: what its text names anybody by is covered, and stays so; the sealed post
 * has it (MIN-03). Places in the text are the same. `undefined` once the text was erased.
 */
export async function openPost(
  db: Kysely<Schema>,
  vault: Vault,
  row: ItemRow,
): Promise<OpenedPost | undefined> {
  const stored = await readSealed(db, row);
  if (!stored) return undefined;
  const text = vault.open(row.post_id, { wrappedKey: stored.wrapped_key, sealed: stored.sealed });
  return {
    sealed: covered(SealedPost.parse(JSON.parse(text))),
    publishedAt: stored.published_at?.toISOString() ?? null,
  };
}

function covered({ text, media, thread, ...post }: SealedPost): SealedPost {
  return {
    ...post,
    text: coverNames(text),
    ...(media && {
      media: media.map(({ alt, ...one }) => (alt === undefined ? one : { ...one, alt: coverNames(alt) })),
    }),
    ...(thread && {
      thread: thread.title === undefined ? thread : { ...thread, title: coverNames(thread.title) },
    }),
  };
}

/** `null` where the post was never flagged. */
export async function readAssessment(
  db: Kysely<Schema>,
  { id, post_id, is_control }: ItemRow,
): Promise<Assessment | null> {
  const stored = is_control
    ? await readAssessmentBeside(db, id)
    : await db
        .selectFrom('vigie.assessments')
        .select('body')
        .where('post_id', '=', post_id)
        .executeTakeFirst();
  return typeof stored?.body === 'string' ? Assessment.parse(JSON.parse(stored.body)) : null;
}

async function readAssessmentBeside(db: Kysely<Schema>, id: string): Promise<{ body: string } | undefined> {
  const { rows } = await assessmentBeside(sql`${id}`).execute(db);
  return rows[0];
}

/** The statement for that of a control item, or of a sampled post, as `body`. @param item its id, or a column that has it */
export function assessmentBeside(item: RawBuilder<unknown>): RawBuilder<{ body: string }> {
  return sql`
    select assessment as body from vigie.controls where item_id = ${item}
    union all select assessment from vigie.samples where item_id = ${item}
  `;
}
