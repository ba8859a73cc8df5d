import { type Kysely, sql } from 'kysely';
import {
  type Actor,
  BreakGlass,
  type EntryKind,
  type Identity,
  SealedPost,
  UnmaskingRequest,
} from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { isStandingOffer } from '../storage/items.ts';
import { STANDS } from '../storage/name-requests.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSeenItem, requireMay } from './access.ts';
import { UNMASKED_MINUTES, type Unmasking } from './case-port.ts';
import { readItem } from './item-row.ts';
import { readWaiting } from './read-waiting.ts';
import { sealBeside } from './seal-beside.ts';

export function createUnmasking(options: { db: Kysely<Schema>; vault: Vault; clock: Clock }): Unmasking {
  const { db, vault, clock } = options;
  return {
    async request(actor, input) {
      requireMay(actor, 'identity.request');
      const { caseNumber, itemId, purpose, justification } = UnmaskingRequest.parse(input);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        await requireInCase(tx, actor, caseNumber, itemId);
        const item = await readItem(tx, itemId, true);
        if (!isStandingOffer(item)) throw notInCase(caseNumber, itemId, 'no offer any more');
        const { id } = await tx
          .insertInto('vigie.unmaskings')
          .values({
            item_id: itemId,
            case_number: caseNumber,
            purpose,
            sealed_justification: await sealBeside(tx, vault, item, justification),
            sealed_for: item.post_id,
            requested_by: actor.id,
            requested_at: now,
            settled_by: null,
            settled_at: null,
            until: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await log(tx, 'identity.requested', actor, itemId, { request: id, case: caseNumber, purpose }, now);
        return id;
      });
    },

    async waiting(actor) {
      requireMay(actor, 'identity.settle');
      return readWaiting(db, vault, actor);
    },

    async settle(actor, id, word) {
      requireMay(actor, 'identity.settle');
      const now = new Date(clock.now());
      const until = new Date(now.getTime() + UNMASKED_MINUTES * 60_000);
      await db.transaction().execute(async (tx) => {
        const settled = await tx
          .updateTable('vigie.unmaskings as u')
          .set({ settled_by: actor.id, settled_at: now, until: word === 'approve' ? until : null })
          .where('u.id', '=', id)
          .where('u.settled_by', 'is', null)
          .where('u.requested_by', '<>', actor.id)
          .where(STANDS)
          .returning('u.item_id')
          .executeTakeFirst();
        if (!settled) {
          throw new AppError(
            'item.conflict',
            `expected request ${id} of somebody else that waits for an answer, found none`,
            { id },
          );
        }
        const kind = word === 'approve' ? 'identity.approved' : 'identity.refused';
        await log(tx, kind, actor, settled.item_id, { request: id }, now);
      });
    },

    async read(actor, itemId) {
      requireMay(actor, 'identity.request');
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const request = await tx
          .selectFrom('vigie.unmaskings as u')
          // A word given for a case ends with it.
          .innerJoin('vigie.cases as c', 'c.number', 'u.case_number')
          .select(['u.id', 'u.until', 'u.purpose'])
          .where('u.item_id', '=', itemId)
          .where('u.requested_by', '=', actor.id)
          .where('u.until', '>', now)
          .where('c.closed_at', 'is', null)
          .orderBy('u.until', 'desc')
          .executeTakeFirst();
        // Before the item is looked at: of one that is none of a post this would tell so, without a trace (HUM-09).
        if (!request?.until) throw notAgreed(itemId);
        const item = await readItem(tx, itemId, false);
        // Handed to protection meanwhile: no word given for an offer reaches there (PRO-09).
        if (item.lane !== 'review') throw notAgreed(itemId);
        await log(tx, 'identity.read', actor, itemId, { request: request.id, purpose: request.purpose }, now);
        const leftMs = request.until.getTime() - now.getTime();
        return { identities: await identitiesOf(tx, vault, itemId), leftMs };
      });
    },

    async breakGlass(actor, input) {
      requireMay(actor, 'identity.break-glass', 'protect');
      const { itemId, justification } = BreakGlass.parse(input);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const item = await readSeenItem(tx, actor, itemId, true);
        if (item.lane !== 'protect') {
          throw new AppError(
            'item.conflict',
            'expected an item of the protection lane, found one of review',
            {
              itemId,
            },
          );
        }
        await tx
          .insertInto('vigie.unmaskings')
          .values({
            item_id: itemId,
            case_number: null,
            purpose: 'danger-to-life',
            sealed_justification: await sealBeside(tx, vault, item, justification),
            sealed_for: item.post_id,
            requested_by: actor.id,
            requested_at: now,
            settled_by: null,
            settled_at: null,
            until: now,
          })
          .execute();
        await log(tx, 'identity.glass-broken', actor, itemId, { purpose: 'danger-to-life' }, now);
        return identitiesOf(tx, vault, itemId);
      });
    },
  };
}

/** Only what lies in an open case of the person who asks; into one comes nothing but offers. */
async function requireInCase(
  tx: Kysely<Schema>,
  actor: Actor,
  caseNumber: number,
  itemId: string,
): Promise<void> {
  const { rows } = await sql`
    select 1 from vigie.case_items i join vigie.cases c on c.number = i.case_number
    where c.number = ${caseNumber} and c.owner = ${actor.id} and c.closed_at is null and i.item_id = ${itemId}
  `.execute(tx);
  if (rows.length === 0) throw notInCase(caseNumber, itemId, 'none there');
}

function notInCase(caseNumber: number, itemId: string, found: string): AppError {
  return new AppError(
    'item.conflict',
    `expected an offer that lies in your open case ${caseNumber}, found ${found}`,
    { caseNumber, itemId },
  );
}

function notAgreed(itemId: string): AppError {
  return new AppError(
    'request.forbidden',
    `Expected a request for this item that somebody agreed to less than ${UNMASKED_MINUTES} minutes ago.`,
    { itemId },
  );
}

/** The names under an item's posts that still exist. */
async function identitiesOf(tx: Kysely<Schema>, vault: Vault, itemId: string): Promise<Identity[]> {
  const rows = await tx
    .selectFrom('vigie.item_members as m')
    .innerJoin('vigie.sealed_posts as s', 's.post_id', 'm.post_id')
    .select(['s.post_id', 's.wrapped_key', 's.sealed'])
    .where('m.item_id', '=', itemId)
    .orderBy('s.post_id')
    .execute();
  return rows.map(({ post_id: postId, wrapped_key: wrappedKey, sealed: text }) => {
    const { author, permalink } = SealedPost.parse(
      JSON.parse(vault.open(postId, { wrappedKey, sealed: text })),
    );
    return { postId, author: author ?? null, permalink: permalink ?? null };
  });
}

async function log(
  tx: Kysely<Schema>,
  kind: EntryKind,
  actor: Actor,
  itemId: string,
  body: Record<string, string | number>,
  now: Date,
): Promise<void> {
  await appendEntry(tx, { kind, actor: actor.id, at: now, subject: itemId, body });
}
