import type { Kysely } from 'kysely';
import { sequence, verifyLog } from '../log/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { messageOf } from '../runtime/errors.ts';
import type { Schema } from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import type { LogCheck } from './port.ts';

/** Walks through the whole log on demand, once at a time, and remembers what the last walk found while the process lives. */
export class LogChecker {
  readonly #parts: { readonly db: Kysely<Schema>; readonly vault: Vault; readonly clock: Clock };
  #last: LogCheck | null = null;

  constructor(parts: { readonly db: Kysely<Schema>; readonly vault: Vault; readonly clock: Clock }) {
    this.#parts = parts;
  }

  get last(): LogCheck | null {
    return this.#last;
  }

  /** @returns the walk that is under way */
  start(): LogCheck {
    if (this.#last !== null && this.#last.endedAt === null) return this.#last;
    const check: LogCheck = { startedAt: this.#now(), endedAt: null, result: null, failure: null };
    this.#last = check;
    void this.#walk(check);
    return check;
  }

  async #walk(check: LogCheck): Promise<void> {
    const { db, vault } = this.#parts;
    try {
      await sequence(db, vault);
      const { size, root, checkpoints, assessmentsChecked, notices, fault } = await verifyLog(db, vault);
      const result = {
        size,
        root,
        checkpoints,
        assessments: assessmentsChecked,
        notices,
        fault: fault && { index: fault.index, reason: fault.reason },
      };
      this.#last = { ...check, endedAt: this.#now(), result };
    } catch (error) {
      this.#last = { ...check, endedAt: this.#now(), failure: messageOf(error) };
    }
  }

  #now(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }
}
