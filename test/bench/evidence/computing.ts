import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts computing time in these, whatever its own clock ticks by (proc(5), sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10;

/**
 * Computing time of this process and all that it started, ms, those that ended included. The clock on the wall also counts what
 * others on the machine do.
 */
export function computingMs(): number {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        const stat = statOf(pid);
        return stat === undefined ? [] : [[Number(pid), stat] as const];
      }),
  );
  let ticks = 0;
  for (const [pid, stat] of all) if (isOurs(pid, all)) ticks += stat.ticks;
  return ticks * TICK_MS;
}

interface Stat {
  readonly parent: number;
  /** Own and of children that ended and were waited for. */
  readonly ticks: number;
}

function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; `state` follows it.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return { parent, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) };
  } catch {
    return undefined;
  }
}

function isOurs(pid: number, all: ReadonlyMap<number, Stat>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent)
    if (at === process.pid) return true;
  return false;
}
