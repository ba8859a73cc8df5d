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

/** The middle one of the figures taken; of an even number, the upper of two. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** Computing time of one of them, microseconds, on average over all. */
export function microsecondsEach<T>(all: readonly T[], run: (one: T) => void): number {
  return cpuMicroseconds(() => all.forEach(run)) / all.length;
}
