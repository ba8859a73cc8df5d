import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ItemView } from '../../wire.ts';
import { type Asker, isSignedOut } from './api.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 5000;
const RENEW_BELOW_MS = 90_000;
/** A renewal that came to nothing is tried again so often while there is time. */
const RETRY_MS = 15_000;
/** A reviewer who has not touched anything for so long may have left; then the post goes back to the others. */
const IDLE_AFTER_MS = 180_000;
/** What only a hand at the keys or a press does; a pointer also moves when somebody knocks against the desk. */
const WORK = ['keydown', 'pointerdown'];
const SIGNS = [...WORK, 'pointermove', 'scroll'];

/**
 * Milliseconds left of the reviewer's claim, `null` without one. Renews it while the reviewer works, and reports its
 * end once. A renewal comes by a timer, so it is no use of the session, unless keys were pressed lately: whoever writes for
 * two hours sends nothing else.
 */
export function useLease(
  item: ItemView,
  steps: { renew: (asker: Asker) => void; onOver: () => void },
): number | null {
  const nowMs = useNow(TICK_MS);
  const touchedMs = useRef(Date.now());
  const workedMs = useRef(0);
  useEffect(() => {
    const touch = ({ type }: Event) => {
      touchedMs.current = Date.now();
      if (WORK.includes(type)) workedMs.current = Date.now();
    };
    for (const kind of SIGNS) addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of SIGNS) removeEventListener(kind, touch);
    };
  }, []);

  // Counted from when the item came, so that a clock that is wrong here changes nothing.
  const endMs = useMemo(() => (item.leaseMs === null ? null : Date.now() + item.leaseMs), [item]);
  const leftMs = endMs !== null && item.steps.includes('judge') ? endMs - nowMs : null;
  const isActive = document.visibilityState === 'visible' && nowMs - touchedMs.current < IDLE_AFTER_MS;
  const needsRenewal = leftMs !== null && leftMs > 0 && leftMs < RENEW_BELOW_MS;
  const mayRenew = needsRenewal && isActive && !isSignedOut.value && item.steps.includes('claim');
  const attempt = mayRenew && Math.floor(leftMs / RETRY_MS);
  const isOver = leftMs !== null && leftMs <= 0;
  useEffect(() => {
    if (mayRenew) steps.renew(nowMs - workedMs.current < IDLE_AFTER_MS ? 'person' : 'page');
  }, [attempt]);
  useEffect(() => {
    if (isOver) steps.onOver();
  }, [isOver]);
  return leftMs;
}
