const ROUNDS = 5;
/** What the task below takes on the machine that the limits were set on, ms of computing. */
const NOMINAL_MS = 7;

let factor: number | undefined;

/**
 * How many times slower this machine is than the one that limits of time were set on, at least 1: a limit is multiplied
 * by it, so that a slow machine fails no test that says nothing about it. Least of five rounds of a fixed task.
 */
export function slowness(): number {
  factor ??= Math.max(1, Math.min(...Array.from({ length: ROUNDS }, taskMs)) / NOMINAL_MS);
  return factor;
}

/** Reading, hashing and looking up: what an engine of rules does, in a form that never changes. */
function taskMs(): number {
  const before = process.cpuUsage();
  const seen = new Map<number, number>();
  const text = 'the quick brown fox jumps over the lazy dog, über façade ';
  let hash = 0x811c9dc5;
  for (let at = 0; at < 2_000_000; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at % text.length), 0x01000193);
    if ((at & 15) === 0) seen.set(hash & 0xffff, at);
  }
  const { user, system } = process.cpuUsage(before);
  return seen.size === 0 ? 0 : (user + system) / 1000;
}
