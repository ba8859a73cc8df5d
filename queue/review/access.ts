import type { Kysely } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import { covers, languagesOf } from '../contracts/certificate.ts';
import { type Action, may, type ObjectOfAction } from '../contracts/permission.ts';
import type { ReadingPurpose } from '../contracts/reading-purpose.ts';
import { AppError } from '../runtime/errors.ts';
import { isStandingOffer } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import { type ItemRow, noSuchItem, readDeskItem, standingOf } from './item-row.ts';
import { holderOf, type openSteps } from './machine.ts';
import type { ListQuery } from './port.ts';

type LaneOfItems = ListQuery['lane'];

/** The lanes whose items the actor may read, list and count. */
export function lanesOf(actor: Actor): LaneOfItems[] {
  return (['review', 'protect'] as const).filter((lane) => may(actor.roles, 'items.read', lane));
}

/** @throws AppError `request.forbidden` */
export function requireMay({ roles }: Actor, action: Action, object: ObjectOfAction = 'installation'): void {
  if (may(roles, action, object)) return;
  throw new AppError('request.forbidden', `Expected somebody whose role allows ${action}.`, { action });
}

/**
 * @throws AppError `request.forbidden`: a lane's name is no secret, what lies in it is
 */
export function requireLane(actor: Actor, lane: LaneOfItems, action: 'items.read' | 'items.judge'): void {
  if (may(actor.roles, action, lane)) return;
  throw new AppError('request.forbidden', `Expected somebody whose role works in the ${lane} lane.`, {
    lane,
  });
}

/**
 * Whether the actor may see an item now. Nobody outside protection sees anything of its lane, also who moved an item there
 * themselves (PRO-09). Oversight sees one of the review lane where its word is asked for, any other on its own pages, with a
 * reason; who works on cases sees one that ended as an offer.
 */
export function maySee({ id, roles }: Actor, row: ItemRow): boolean {
  // Who judged a control item may read what was known of it; for everybody else it is gone.
  if (row.is_control && row.outcome !== null) return row.judged_by === id;
  const { lane } = row;
  if (may(roles, 'items.read', lane)) return true;
  const isForOversight = lane === 'review' && row.state === 'agreed';
  return (
    (isForOversight && may(roles, 'items.settle', 'review')) ||
    (isStandingOffer(row) && may(roles, 'cases.manage', 'installation'))
  );
}

/**
 * What the desk shows under this id to the actor. An item that somebody may not see does not exist for them: the answer is the same.
 * @throws AppError `item.not-found`
 */
export async function readSeenItem(
  db: Kysely<Schema>,
  actor: Actor,
  id: string,
  isLocked: boolean,
): Promise<ItemRow> {
  const row = await readDeskItem(db, id, isLocked);
  if (!maySee(actor, row)) throw noSuchItem(id);
  return row;
}

/** What somebody who may see an item reads it for, as their work with it says. */
export function purposeOf({ roles }: Actor, row: ItemRow): ReadingPurpose {
  if (row.lane === 'protect') return 'protection';
  if (may(roles, 'items.settle', 'review')) return 'override';
  if (!may(roles, 'items.judge', 'review')) return 'case';
  return row.outcome === null ? 'review' : 'look-again';
}

/**
 * Whether current trainings let the actor take a step: who began one may end it, so they are asked when claiming, and not again when
 * a claim is renewed (HUM-12).
 */
export function isTrainedFor(
  step: ReturnType<typeof openSteps>[number]['step'],
  actor: Actor,
  row: ItemRow,
  now: number,
): boolean {
  if ((step !== 'claim' && step !== 'draw') || holderOf(standingOf(row), now) === actor.id) return true;
  return covers(languagesOf(actor.certificates, now), row.language);
}

/** Why a step that the machine allows is not open to somebody without the trainings it takes. */
export function notTrained({ id, language }: ItemRow): AppError {
  return new AppError(
    'request.forbidden',
    `Expected somebody with current trainings in rights, in bias and in the language ${language}. An administrator records trainings.`,
    { id, language },
  );
}
