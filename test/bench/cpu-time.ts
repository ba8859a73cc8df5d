/** Computing time of one call, microseconds: the clock on the wall also counts what other processes take. */
export function cpuMicroseconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Smallest and largest of the figures taken, and how far they lie apart as a ratio. */
export interface Taken {
  readonly least: number;
  readonly spread: number;
}

export function leastOf(figures: readonly number[]): Taken {
  const least = Math.min(...figures);
  return { least, spread: Math.max(...figures) / least };
}
