/** Adds up how long named stages took, ms. Stages that wait for the database overlap with others' computing. */
export class Stopwatch {
  readonly totals = new Map<string, number>();

  time<T>(stage: string, run: () => T): T {
    const start = performance.now();
    try {
      const result = run();
      if (result instanceof Promise) {
        return result.finally(() => this.#add(stage, start)) as T;
      }
      this.#add(stage, start);
      return result;
    } catch (error) {
      this.#add(stage, start);
      throw error;
    }
  }

  #add(stage: string, start: number): void {
    this.totals.set(stage, (this.totals.get(stage) ?? 0) + performance.now() - start);
  }
}
