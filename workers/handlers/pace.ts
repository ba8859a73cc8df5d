import type { Source } from '../../queue/contracts/index.ts';

type Paced = Pick<Source, 'everySeconds' | 'fastestSeconds' | 'slowestSeconds'>;

/** A round with new posts halves the pause before the next; one without lengthens it by a quarter. */
const QUICKER = 0.5;
const SLOWER = 1.25;

/** Seconds until the next round, within the bounds of the source's file; it begins at `everySeconds`. */
export function nextInterval(source: Paced, lastSeconds: number | null, hasNew: boolean): number {
  const { fastest, slowest } = boundsOf(source);
  const seconds = (lastSeconds ?? source.everySeconds) * (hasNew ? QUICKER : SLOWER);
  return Math.round(Math.min(slowest, Math.max(fastest, seconds)));
}

/** A bound that was not given is `everySeconds`; one on the wrong side of it counts as that, too. */
export function boundsOf(source: Paced): { readonly fastest: number; readonly slowest: number } {
  const { everySeconds } = source;
  return {
    fastest: Math.min(everySeconds, source.fastestSeconds ?? everySeconds),
    slowest: Math.max(everySeconds, source.slowestSeconds ?? everySeconds),
  };
}
