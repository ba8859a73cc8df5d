import type { Signal } from '../assessment.ts';

const NONE: ReadonlySet<Signal> = new Set();

/**
 * Signals whose words another rule of their category found too: the heavier one, or the first, has them, and has them even
 * where its own are another's, so that a chain of overlaps counts once. Signals are in reading order, so one look at those
 * that have not ended yet is enough, however many there are.
 */
export function saidBefore(signals: readonly Signal[]): ReadonlySet<Signal> {
  let said: Set<Signal> | null = null;
  const open: Signal[] = [];
  for (const own of signals) {
    if (own.weight === 0) continue;
    let kept = 0;
    for (const other of open) {
      if (other.end <= own.start) continue;
      open[kept] = other;
      kept += 1;
      if (other.category !== own.category || other.rule === own.rule) continue;
      said ??= new Set();
      said.add(other.weight < own.weight ? other : own);
    }
    open[kept] = own;
    while (open.length > kept + 1) open.pop();
  }
  return said ?? NONE;
}
