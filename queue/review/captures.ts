import type { Kysely } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import {
  type Capture,
  type CaptureFacts,
  type CaptureView,
  CollectionRecord,
  type ObjectRole,
} from '../contracts/capture.ts';
import { type EvidenceStore, readObject } from '../evidence/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { readCapture } from '../storage/read-captures.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { purposeOf, readSeenItem } from './access.ts';
import { type ItemRow, isUntold } from './item-row.ts';
import { readProof } from './read-proof.ts';
import { readRest } from './read-rest.ts';

/**
 * Captures of items, for who may see the item and judges it no more. While it is judged, by an adjudicator too, nobody is told of
 * one: a control item or a sampled post has none, and would be told apart by it (HUM-09, FAI-02).
 */
export interface Captures {
  /**
   * @returns `null` where nothing is to be told: of an item from before captures were made, and of every item that is
   *   judged. That is no refusal: a page whose judgment was undone a moment ago may still be asking
   * @throws AppError `item.not-found`
   */
  view(actor: Actor, itemId: string): Promise<CaptureView | null>;
  /**
   * The working copy, as PNG: logged before it leaves the records. The evidence itself stays where it is (EVI-09).
   * @throws AppError `item.not-found`, `item.too-early`, `request.forbidden` for who is to rest (WEL-02)
   */
  show(actor: Actor, itemId: string): Promise<Buffer>;
}

export interface CapturesOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly store: EvidenceStore;
}

/** Whether the desk tells of an item's capture as it stands. In protection it never does: nothing there is evidence. */
export function showsCapture(row: Pick<ItemRow, 'lane' | 'outcome' | 'state' | 'is_control'>): boolean {
  if (row.lane === 'protect' || row.is_control) return false;
  // In a dispute the adjudicator still judges, and a sampled post comes to them, too. Oversight is asked of no sample.
  return row.outcome !== null || row.state === 'agreed';
}

export function createCaptures({ db, vault, clock, store }: CapturesOptions): Captures {
  async function openFor(
    tx: Kysely<Schema>,
    actor: Actor,
    itemId: string,
  ): Promise<{ row: ItemRow; isShown: boolean; capture: Capture | undefined }> {
    const row = await readSeenItem(tx, actor, itemId, false);
    const isShown = showsCapture(row) && !isUntold(row, actor, clock.now());
    return { row, isShown, capture: isShown ? await readCapture(tx, itemId) : undefined };
  }

  async function contentOf(tx: Kysely<Schema>, capture: Capture, role: ObjectRole): Promise<Buffer> {
    const object = capture.objects.find((one) => one.role === role);
    const text = await tx
      .selectFrom('vigie.sealed_posts')
      .select('wrapped_key')
      .where('post_id', '=', capture.postId)
      .executeTakeFirst();
    if (object === undefined || text === undefined) throw nothingToShow(capture.itemId);
    const key = { postId: capture.postId, wrappedKey: text.wrapped_key };
    return await readObject(store, vault, key, capture.id, object);
  }

  return {
    async view(actor, itemId) {
      const { capture } = await openFor(db, actor, itemId);
      if (capture === undefined) return null;
      const { state, reason, attempts, wantedAt, endedAt, seenUntil, missedAt, objects } = capture;
      return {
        ...{ state, reason, attempts, wantedAt, endedAt, seenUntil, missedAt },
        objects: objects.map(({ role, bytes, mediaType, sha256 }) => ({ role, bytes, mediaType, sha256 })),
        hasPicture: objects.some(({ role }) => role === 'working-copy'),
        record: state === 'captured' ? factsOf(await contentOf(db, capture, 'record')) : null,
        proof: state === 'captured' ? await readProof(db, capture) : null,
      };
    },

    show(actor, itemId) {
      return db.transaction().execute(async (tx) => {
        const { row, isShown, capture } = await openFor(tx, actor, itemId);
        if (!isShown) throw tooEarly(itemId);
        if (capture === undefined) throw nothingToShow(itemId);
        const now = new Date(clock.now());
        if ((await readRest(tx, actor, now)) !== null) {
          throw new AppError(
            'request.forbidden',
            'Expected somebody who is not to rest; pictures wait until then.',
          );
        }
        const picture = await contentOf(tx, capture, 'working-copy');
        await appendEntry(tx, {
          kind: 'capture.shown',
          actor: actor.id,
          at: now,
          subject: itemId,
          body: { capture: capture.id, purpose: purposeOf(actor, row) },
        });
        return picture;
      });
    },
  };
}

/** Everything that names nobody, part by part: what is added to records is not shown by that alone. */
function factsOf(json: Buffer): CaptureFacts {
  const record = CollectionRecord.parse(JSON.parse(json.toString('utf8')));
  const { kind, collector, egress, tools, clock, authorisation, startedAt, endedAt } = record;
  const { status, page, postFound, withheld, conversions } = record;
  return {
    ...{ kind, collector, egress, tools, clock, authorisation, startedAt, endedAt },
    ...{ status, page, postFound, withheld, conversions },
    robots: record.robots?.verdict ?? null,
    exchanges: record.exchanges.length,
  };
}

function tooEarly(itemId: string): AppError {
  return new AppError('item.too-early', 'Expected an item that is judged; captures are shown afterwards.', {
    id: itemId,
  });
}

function nothingToShow(itemId: string): AppError {
  return new AppError('item.conflict', 'expected a capture with a picture, found none', { id: itemId });
}
