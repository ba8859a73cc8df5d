import type { Kysely } from 'kysely';
import { type Actor, may } from '../contracts/index.ts';
import { listEntries, openEntries, readLogState, recordReading } from '../log/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { readNames, readOversightFigures, type Schema } from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import { createAudits } from './audits.ts';
import { LogChecker } from './log-check.ts';
import type { Oversight } from './port.ts';
import { createRecords } from './records.ts';
import { type Replayer, replayItem } from './replay.ts';

export interface OversightOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly replayer: Replayer;
}

/** The console of those who oversee: read only, and what is read is on record. */
export function createOversight(options: OversightOptions): Oversight {
  const { db, vault, clock } = options;
  const checker = new LogChecker(options);
  const now = () => new Date(clock.now());
  const looks: Oversight = {
    figures: () => readOversightFigures(db, now()),

    async logState() {
      return { ...(await readLogState(db)), check: checker.last };
    },

    entries: (_actor, query) => listEntries(db, query),

    async readEntries(actor, purpose, query) {
      const { entries, ...page } = await listEntries(db, query);
      const [last, first] = [entries[0]?.index, entries.at(-1)?.index];
      if (last === undefined || first === undefined) return { ...page, entries: [] };
      // Before anything is read: where it cannot be recorded, nothing is.
      await recordReading(db, { actor: actor.id, purpose, now: now(), entries: { first, last } });
      // These and no others, though the log has grown by the very entry of the reading.
      const opened = await openEntries(db, vault, { ...query, before: last + 1 });
      const names = await readNames(
        db,
        opened.entries.flatMap(({ entry }) => (entry === null ? [] : [entry.actor])),
      );
      return {
        ...page,
        entries: opened.entries.map(({ entry, ...row }) => ({
          ...row,
          at: entry?.at ?? null,
          actor: entry === null ? null : (names.get(entry.actor) ?? entry.actor),
          body: entry?.body ?? null,
        })),
      };
    },

    checkLog: () => checker.start(),
    ...createAudits(options),
    ...createRecords(options),
    replay: (actor, itemId, purpose) => replayItem(options, actor, itemId, purpose, now()),
  };
  return guarded(looks);
}

/** Asks of every step whether the actor oversees. */
function guarded(looks: Oversight): Oversight {
  return Object.fromEntries(
    Object.entries(looks).map(([name, step]) => [
      name,
      (actor: Actor, ...rest: unknown[]) => {
        if (may(actor.roles, 'oversight.read', 'installation'))
          return (step as (...values: unknown[]) => unknown)(actor, ...rest);
        throw new AppError('request.forbidden', 'Expected somebody who oversees.');
      },
    ]),
  ) as unknown as Oversight;
}
