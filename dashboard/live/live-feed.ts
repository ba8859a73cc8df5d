import type { LaneStates } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';

/** A change is on every open page within this time and an answer's way, ms. */
const POLL_MS = 2000;
/** Whether a watcher may still watch is asked this often (ASVS 4.4.2 wants 30 s at most), ms. */
const CHECK_MS = 15_000;
const MOST_WATCHERS = 500;
/** Somebody has a few browsers open, each with one stream for all of its windows; more is a fault, or an attack. */
const MOST_PER_PERSON = 6;

/** One open page that wants to hear of changes. */
export interface Watcher {
  readonly personId: string;
  /** Called with how the lanes stand, at once and after each change. */
  onChange(states: LaneStates): void;
  /** Called every now and then: whoever may no longer watch leaves. */
  onCheck(): void;
  /** The process ends. */
  onEnd(): void;
}

/**
 * Tells open pages that something changed. One question to the records serves all of them, on both columns alike, and
 * none is asked while nobody watches.
 */
export interface LiveFeed {
  /** @returns how to leave; `null` when there are too many watchers, of this person or at all */
  join(watcher: Watcher): (() => void) | null;
  /** Looks once, and tells what changed; by itself it does so every 2 s while somebody watches. */
  look(): Promise<void>;
  /** Asks the watchers of somebody who signed out at once. */
  recheck(personId: string): void;
  close(): void;
}

export interface LiveFeedOptions {
  readonly read: () => Promise<LaneStates>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createLiveFeed({ read, clock, logger }: LiveFeedOptions): LiveFeed {
  const watchers = new Set<Watcher>();
  let known: LaneStates | null = null;
  let checkedAt = clock.now();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function look(): Promise<void> {
    try {
      const states = await read();
      const hasChanged = JSON.stringify(states) !== JSON.stringify(known);
      known = states;
      if (hasChanged) for (const watcher of [...watchers]) watcher.onChange(states);
    } catch (error) {
      // The records are away: pages keep what they show, and their own questions say so.
      logger.warn({ error: messageOf(error) }, 'live updates could not read how the lanes stand');
    }
    if (clock.now() - checkedAt < CHECK_MS) return;
    checkedAt = clock.now();
    for (const watcher of [...watchers]) watcher.onCheck();
  }

  function schedule(): void {
    if (timer !== undefined || watchers.size === 0 || isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      void look().finally(schedule);
    }, POLL_MS);
    timer.unref();
  }

  return {
    look,

    join(watcher) {
      const own = [...watchers].filter(({ personId }) => personId === watcher.personId).length;
      if (isClosed || watchers.size >= MOST_WATCHERS || own >= MOST_PER_PERSON) return null;
      watchers.add(watcher);
      if (known !== null) watcher.onChange(known);
      else void look();
      schedule();
      return () => {
        watchers.delete(watcher);
        if (watchers.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        // Old by the time somebody comes again.
        known = null;
      };
    },

    recheck(personId) {
      for (const watcher of [...watchers]) if (watcher.personId === personId) watcher.onCheck();
    },

    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const watcher of [...watchers]) watcher.onEnd();
    },
  };
}
