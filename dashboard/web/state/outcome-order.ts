import type { Outcome } from '../../../queue/contracts/index.ts';
import type { LaneId } from './route.ts';

export const OUTCOME_KEYS: Readonly<Record<Outcome, string>> = {
  offer: 'o',
  not_offer: 'n',
  protect: 'p',
  unresolved: 'u',
};

const BY_LANE: Readonly<Record<LaneId, readonly Outcome[]>> = {
  review: ['offer', 'not_offer', 'protect', 'unresolved'],
  // There is no way from protection to enforcement, so nothing here may become an offer.
  protect: ['protect', 'not_offer', 'unresolved'],
};

/** What an item of the lane may be judged as. */
export function outcomesOf(lane: LaneId): readonly Outcome[] {
  return BY_LANE[lane];
}

/**
 * The same list in an order that depends on `seed` only: it differs between sessions, so that no answer always comes
 * first (HUM-04), and stays within one.
 */
export function orderedOutcomes(lane: LaneId, seed: number): Outcome[] {
  const rest = [...BY_LANE[lane]];
  const ordered: Outcome[] = [];
  let state = Math.trunc(Math.abs(seed));
  while (rest.length > 0) {
    ordered.push(...rest.splice(state % rest.length, 1));
    state = Math.trunc(state / 4);
  }
  return ordered;
}

/** A number that stays the same until the browser tab is closed. */
export function sessionSeed(): number {
  try {
    const known = sessionStorage.getItem('vigie.seed');
    const seed = known === null ? Math.floor(Math.random() * 2 ** 20) : Number(known);
    sessionStorage.setItem('vigie.seed', String(seed));
    return seed;
  } catch {
    return 0;
  }
}
