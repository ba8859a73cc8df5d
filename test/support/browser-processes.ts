import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** One letter of proc(5), `Z` for a zombie. */
  readonly state: string;
  readonly command: string;
  /** Computing time so far, in clock ticks of 10 ms. */
  readonly ticks: number;
}

/** Every process below this one that has to do with a Chromium, zombies among them. */
export function browserProcesses(): ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => factsOf(Number(name)))
    .filter((facts) => facts !== undefined);
  const ours = new Set([process.pid]);
  // Parents have smaller numbers only mostly, so it is asked until nothing new comes.
  for (let size = 0; size !== ours.size; ) {
    size = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid, command }) => ours.has(pid) && pid !== process.pid && /chrom/i.test(command));
}

/** Main processes of browsers that this process started. */
export function browserPids(): number[] {
  return browserProcesses()
    .filter(({ parent, command }) => parent === process.pid && command.includes('--remote-debugging-pipe'))
    .map(({ pid }) => pid);
}

/** Of these processes, those that are still there, zombies among them. */
export function stillThere(pids: readonly number[]): ProcessFacts[] {
  return pids.map(factsOf).filter((facts) => facts !== undefined);
}

function factsOf(pid: number): ProcessFacts | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): string => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const command = line === '' ? field('Name') : line;
    // Behind the name, which may hold spaces: utime and stime are fields 14 and 15 (proc(5)).
    const numbers = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const ticks = Number(numbers[11]) + Number(numbers[12]);
    return { pid, parent: Number(field('PPid')), state: field('State'), command, ticks };
  } catch {
    // It ended while we looked.
    return undefined;
  }
}
