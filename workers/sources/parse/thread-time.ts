import { readFileSync, readlinkSync } from 'node:fs';

/** Linux counts processor time in ticks of 10 ms for every program (USER_HZ). */
const MS_PER_TICK = 10;
/** On a busy machine a thread gets a part of its time only; beyond this many times its limit nobody waits any more. */
const PATIENCE = 8;
/** The system does not say which thread this is. */
const UNKNOWN = -1;

/** Where a thread writes its number when it begins; shared with whoever watches it. */
export type ThreadMark = SharedArrayBuffer;

export function createMark(): ThreadMark {
  return new SharedArrayBuffer(4);
}

/** Called by the thread itself as it begins. */
export function markThread(mark: ThreadMark): void {
  Atomics.store(new Int32Array(mark), 0, ownThread());
}

/** Number of the calling thread as the system has it (`self/task/<number>`). */
function ownThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return UNKNOWN;
  }
}

/** Milliseconds of computing that a thread of this process has had; `undefined` where the system does not say. */
function computedMs(thread: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return undefined;
  }
}

/** `over`: it has had its time. `starved`: it has not, and waiting has been long enough. */
export type TimeVerdict = 'over' | 'starved' | undefined;

/** How much time a piece of work had; without `computedMs` the system does not say, and the clock on the wall counts. */
export interface TimeSpent {
  readonly wallMs: number;
  readonly computedMs: number | undefined;
  readonly hasBegun: boolean;
}

/** Whether work with `limitMs` of computing is ended now. */
export function judgeTime({ wallMs, computedMs, hasBegun }: TimeSpent, limitMs: number): TimeVerdict {
  if (hasBegun && (computedMs ?? wallMs) >= limitMs) return 'over';
  return wallMs >= limitMs * PATIENCE ? 'starved' : undefined;
}

/** Watches the time of one piece of work from now on. */
export function watchTime(mark: ThreadMark, limitMs: number): { verdict(): TimeVerdict } {
  const view = new Int32Array(mark);
  const begunAt = performance.now();
  let before: number | undefined;
  return {
    verdict() {
      const thread = Atomics.load(view, 0);
      const hasBegun = thread !== 0;
      const total = thread > 0 ? computedMs(thread) : undefined;
      // What the thread computed before this work, such as loading its modules or other pages.
      before ??= total;
      return judgeTime(
        {
          wallMs: performance.now() - begunAt,
          computedMs: total === undefined || before === undefined ? undefined : total - before,
          hasBegun,
        },
        limitMs,
      );
    },
  };
}
