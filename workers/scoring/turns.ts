/**
 * Lets so many pieces of work run at a time, and the others begin in the order they came.
 * @returns runs one piece in its turn, and gives what it gives
 */
export function createTurns(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Who waits first takes the place over: nobody who comes just now is before it.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
