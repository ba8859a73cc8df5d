import { useEffect, useRef, useState } from 'preact/hooks';
import type { Draft } from './draft.ts';

const TICK_MS = 250;

/**
 * Holds what was asked for until `readyAtMs`, and does it then: an early key is neither refused nor lost (HUM-08). Changing
 * the draft lets go of it.
 */
export function useHold(readyAtMs: number, draft: Draft) {
  const [held, setHeld] = useState<(() => void) | null>(null);
  const [nowMs, setNowMs] = useState(Date.now());
  const since = useRef(draft);
  if (held !== null && since.current !== draft) setHeld(null);
  since.current = draft;

  useEffect(() => {
    if (held === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [held]);
  useEffect(() => {
    if (held === null || nowMs < readyAtMs) return;
    setHeld(null);
    held();
  }, [held, nowMs, readyAtMs]);

  const secondsAt = (ms: number) => Math.max(1, Math.ceil((readyAtMs - ms) / 1000));
  return {
    /** Whole seconds until what is held is done; `null` when nothing is. */
    leftSeconds: held === null ? null : secondsAt(nowMs),
    /** @param onHeld is told for how many seconds, where it is held */
    run(action: () => void, onHeld: (seconds: number) => void): void {
      const now = Date.now();
      if (now >= readyAtMs) action();
      else {
        setNowMs(now);
        setHeld(() => action);
        onHeld(secondsAt(now));
      }
    },
  };
}
