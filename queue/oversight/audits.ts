import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Actor, AuditRequest, DrawRequest } from '../contracts/index.ts';
import { appendEntry, entriesAt, positionsBetween } from '../log/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import {
  type AuditRow,
  insertAudit,
  judgmentPositions,
  lockUndrawn,
  readAudits,
  recordDraw,
  type Schema,
} from '../storage/index.ts';
import { commitmentTo, drawFrom, seedOf } from './draw.ts';
import type { AuditSummary, Oversight } from './port.ts';

type Audits = Pick<Oversight, 'audits' | 'audit' | 'announce' | 'draw'>;

/**
 * Draws of past judgments that nobody can steer: the stretch of the log is fixed and a secret is committed to in the log, then
 * the overseer adds words of their own, and both together give the seed.
 */
export function createAudits({ db, clock }: { db: Kysely<Schema>; clock: Clock }): Audits {
  return {
    async audits() {
      const rows = await readAudits(db);
      return Promise.all(rows.map((row) => summaryOf(db, row)));
    },

    audit: (_actor, id) => auditOf(db, id),

    async announce(actor: Actor, input) {
      const { purpose, wanted, from, to } = AuditRequest.parse(input);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const { start, end } = await positionsBetween(tx, dayOf(from), dayOf(to));
        const secret = randomBytes(32);
        const id = await insertAudit(tx, { actor: actor.id, now, purpose, start, end, wanted, secret });
        await appendEntry(tx, {
          kind: 'audit.announced',
          actor: actor.id,
          at: now,
          subject: `audit:${id}`,
          body: { audit: id, purpose, start, end, wanted, commitment: commitmentTo(secret) },
        });
        return id;
      });
    },

    async draw(actor, id, input) {
      const { words } = DrawRequest.parse(input);
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await lockUndrawn(tx, id);
        if (row === undefined) {
          await auditOf(tx, id);
          throw new AppError(
            'item.conflict',
            `expected an audit that waits for its draw, found ${id} drawn`,
            {
              id,
            },
          );
        }
        const population = await judgmentPositions(tx, row.log_start, row.log_end);
        const seed = seedOf(row.secret, words);
        const picks = drawFrom(seed, population, row.wanted);
        await recordDraw(tx, id, { words, now, population: population.length, picks });
        await appendEntry(tx, {
          kind: 'audit.drawn',
          actor: actor.id,
          at: now,
          subject: `audit:${id}`,
          body: {
            audit: id,
            purpose: row.purpose,
            secret: Buffer.from(row.secret).toString('hex'),
            words,
            seed: seed.toString('hex'),
            population: population.length,
            picks,
          },
        });
      });
      return auditOf(db, id);
    },
  };
}

async function auditOf(db: Kysely<Schema>, id: number): Promise<AuditSummary> {
  const [row] = await readAudits(db, id);
  if (row !== undefined) return summaryOf(db, row);
  throw new AppError(
    'item.not-found',
    `expected an audit of this installation, found none with number ${id}`,
    {
      id,
    },
  );
}

async function summaryOf(db: Kysely<Schema>, row: AuditRow): Promise<AuditSummary> {
  return {
    id: row.id,
    announcedAt: row.announced_at.toISOString(),
    announcedBy: row.announcer,
    purpose: row.purpose,
    start: row.log_start,
    end: row.log_end,
    wanted: row.wanted,
    commitment: commitmentTo(row.secret),
    draw: await drawOf(db, row),
  };
}

async function drawOf(db: Kysely<Schema>, row: AuditRow): Promise<AuditSummary['draw']> {
  const { words, picks, secret, drawn_at, population } = row;
  if (words === null || picks === null || drawn_at === null || population === null) return null;
  const entries = new Map((await entriesAt(db, picks)).map((entry) => [entry.index, entry]));
  return {
    drawnAt: drawn_at.toISOString(),
    secret: Buffer.from(secret).toString('hex'),
    words,
    seed: seedOf(secret, words).toString('hex'),
    population,
    picks: picks.flatMap((index) => {
      const entry = entries.get(index);
      return entry === undefined ? [] : [{ index, kind: entry.kind, itemId: entry.subject }];
    }),
  };
}

function dayOf(day: string | undefined): Date | undefined {
  return day === undefined ? undefined : new Date(`${day}T00:00:00.000Z`);
}
