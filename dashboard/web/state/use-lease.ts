import { useEffect, useRef } from 'preact/hooks';
import type { ItemView } from '../../wire.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 5000;
const RENEW_BELOW_MS = 90_000;
/** A reviewer who has not touched anything for so long may have left; then the post goes back to the others. */
const IDLE_AFTER_MS = 180_000;

/**
 * Milliseconds left of the reviewer's claim, `null` without one. Renews it while the reviewer works, and reports its
 * end once.
 */
export function useLease(item: ItemView, steps: { renew: () => void; onOver: () => void }): number | null {
  const nowMs = useNow(TICK_MS);
  const touchedMs = useRef(Date.now());
  useEffect(() => {
    const touch = () => {
      touchedMs.current = Date.now();
    };
    const kinds = ['keydown', 'pointerdown', 'pointermove', 'scroll'];
    for (const kind of kinds) addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) removeEventListener(kind, touch);
    };
  }, []);

  const isHeld = item.isMine && item.leaseUntil !== null && item.steps.includes('judge');
  const leftMs = isHeld && item.leaseUntil !== null ? Date.parse(item.leaseUntil) - nowMs : null;
  const isActive = document.visibilityState === 'visible' && nowMs - touchedMs.current < IDLE_AFTER_MS;
  const needsRenewal = leftMs !== null && leftMs > 0 && leftMs < RENEW_BELOW_MS;
  const mayRenew = needsRenewal && isActive && item.steps.includes('claim');
  const isOver = leftMs !== null && leftMs <= 0;
  useEffect(() => {
    if (mayRenew) steps.renew();
  }, [mayRenew]);
  useEffect(() => {
    if (isOver) steps.onOver();
  }, [isOver]);
  return leftMs;
}
