import { sql } from 'kysely';

/**
 * Whether request `u` for a name still stands. Those whose case was closed, or whose item was erased or handed to protection meanwhile, have
 * come to nothing, and those whose reasons went with the post that they were sealed for: nobody can say a word on what cannot be read.
 */
export const STANDS = sql<boolean>`exists (
  select from vigie.cases c, vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id
  where c.number = u.case_number and c.closed_at is null
    and i.id = u.item_id and i.lane = 'review' and coalesce(u.sealed_for, i.post_id) = i.post_id)`;
