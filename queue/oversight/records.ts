import type { Kysely } from 'kysely';
import { type Actor, ContentRequest, type LogPurpose } from '../contracts/index.ts';
import { appendEntry, entriesAbout, recordReading } from '../log/index.ts';
import { readPost } from '../review/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { readItemFacts, readNames, type Schema } from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import type { Oversight, ProcessRecord, ProcessStep } from './port.ts';

type Records = Pick<Oversight, 'record' | 'content'>;

/** How items were handled; and on record, with a reason, what was written. */
export function createRecords(parts: { db: Kysely<Schema>; vault: Vault; clock: Clock }): Records {
  const { db, vault, clock } = parts;
  return {
    async record(actor: Actor, itemId: string, purpose: LogPurpose): Promise<ProcessRecord> {
      const facts = await readItemFacts(db, itemId);
      if (facts === undefined) throw noSuchItem(itemId);
      const now = new Date(clock.now());
      await recordReading(db, { actor: actor.id, purpose, now, entries: { about: itemId } });
      const { assessment, postId: _, ...item } = facts;
      return {
        item,
        assessment: assessment && {
          release: assessment.release,
          holds: assessment.holds,
          lane: assessment.lane,
          score: assessment.score,
          language: assessment.language,
          commitment: assessment.commitment,
          index: assessment.index,
        },
        steps: await stepsOf(db, vault, itemId),
      };
    },

    content(actor, itemId, input) {
      const { purpose, reason } = ContentRequest.parse(input);
      const at = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const read = await readPost(tx, vault, itemId);
        if (read === undefined)
          throw new AppError('item.conflict', 'expected the text of this item, found it erased', {
            id: itemId,
          });
        const body = { purpose, reason };
        await appendEntry(tx, { kind: 'item.consulted', actor: actor.id, at, subject: itemId, body });
        const names = await readNames(
          tx,
          read.decisions.map((decision) => decision.actor),
        );
        return {
          text: read.text,
          isCut: read.isCut,
          decisions: read.decisions.map((decision) => ({
            ...decision,
            actor: names.get(decision.actor) ?? decision.actor,
          })),
        };
      });
    },
  };
}

async function stepsOf(db: Kysely<Schema>, vault: Vault, itemId: string): Promise<ProcessStep[]> {
  const entries = await entriesAbout(db, vault, itemId);
  const names = await readNames(
    db,
    entries.flatMap(({ entry }) => (entry === null ? [] : [entry.actor])),
  );
  return entries.map(({ index, kind, entry }) => ({
    index,
    kind,
    at: entry?.at ?? null,
    actor: entry === null ? null : (names.get(entry.actor) ?? entry.actor),
    body: entry?.body ?? {},
  }));
}

function noSuchItem(id: string): AppError {
  return new AppError('item.not-found', `expected an item of this installation, found none with id ${id}`, {
    id,
  });
}
