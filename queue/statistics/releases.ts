import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Figure, monthsFrom } from '../contracts/figure.ts';
import {
  ReleaseCorrection,
  ReleaseRequest,
  ReleaseSpec,
  type ReleaseState,
} from '../contracts/statistics.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import type { Policy } from '../runtime/policy.ts';
import { readFigures, readHiring } from '../storage/figures.ts';
import { requirePerson } from '../storage/persons.ts';
import type { Schema } from '../storage/schema.ts';
import {
  decideRelease,
  insertCorrection,
  insertRelease,
  lockReleases,
  type ReleaseRow,
  readCorrections,
  readRelease,
  readReleases,
  readSpent,
  spend,
} from '../storage/statistic-releases.ts';
import { budgetsOf, requireBudget } from './budget.ts';
import { differencingFault, type EarlierTable, heldStates, isOver, takenBackFault } from './differencing.ts';
import type { Statistics } from './port.ts';
import { figuresOf, METHOD, releaseFile, tellsTooMuch } from './release-file.ts';
import { requireKnownReleases } from './reopen.ts';

export interface StatisticsParts {
  readonly db: Kysely<Schema>;
  readonly clock: Clock;
  readonly policy: Policy['statistics'];
  /** What tables with noise have rows for. */
  readonly languages: readonly string[];
  readonly platforms: readonly string[];
}

/** What a release is made of, besides its seed. */
const Inputs = z.strictObject({
  /** What was asked of the first program names none. */
  method: z.int().min(1).max(METHOD).default(1),
  figures: z.array(Figure),
  withheld: z.array(z.string()),
  languages: z.array(z.string()),
  platforms: z.array(z.string()),
});

const Seed = z.instanceof(Uint8Array).nullable();

export function createStatistics(parts: StatisticsParts): Statistics {
  const { db, clock, policy } = parts;
  const now = () => new Date(clock.now());
  return {
    figures: (months) => readFigures(db, months),
    hiring: (months) => readHiring(db, months),
    releases: async () => describeReleases(await readReleases(db), await readCorrections(db)),
    budgets: async () => budgetsOf(await readSpent(db), policy, now()),
    request: async (actor, request) => ask(parts, actor.id, ReleaseRequest.parse(request), now()),
    decide: (actor, id, word) => settle(parts, actor.id, { id, word }, now()),
    correct: async (actor, id, note) =>
      correct(db, actor.id, { id, ...ReleaseCorrection.parse({ note }) }, now()),
    async file(_actor, id) {
      const row = await find(db, id);
      if (row.state === 'waiting') requireMethod(row, ReleaseSpec.parse(row.spec));
      const file = fileOf(row);
      if (row.sha256 === null || digest(file) === row.sha256) return file;
      throw new AppError(
        'log.inconsistent',
        `expected the bytes that were released (SHA-256 ${row.sha256}), found others: the records or this program were altered`,
      );
    },
  };
}

function ask(
  { db, policy, languages, platforms }: StatisticsParts,
  actor: string,
  { spec, purpose }: ReleaseRequest,
  now: Date,
): Promise<number> {
  const months = monthsFrom(spec.first, spec.last);
  const early = months.find((month) => !isOver(month, now));
  if (early !== undefined) throw refused('months that are over', early);
  return db.transaction().execute(async (tx) => {
    await lockReleases(tx);
    const person = await requirePerson(tx, actor);
    await requireKnownReleases(tx, months);
    const figures = await readFigures(tx, spec);
    if (spec.kind === 'repeated') requireBudget(await readSpent(tx), months, spec.epsilon, policy);
    else {
      const fault = differencingFault(spec, figures, await standing(tx));
      if (fault !== null) throw refused(fault.expected, fault.found);
    }
    const withheld = spec.first === spec.last ? heldStates(figures, spec.family, spec.first) : [];
    const inputs = { method: METHOD, figures: figuresOf(spec, figures), withheld, languages, platforms };
    if (spec.kind === 'one-off' && releaseFile(spec, figures, { ...inputs, seed: null }) === null)
      throw refused('a table of which something can be shown', 'one whose total is too small');
    const release = await insertRelease(tx, {
      kind: spec.kind,
      spec,
      months,
      family: spec.family,
      purpose,
      inputs,
      requestedBy: person,
      requestedAt: now,
    });
    await log(tx, 'statistics.requested', { person, release, now }, { spec, purpose });
    return release;
  });
}

/** Those that were released or wait: a table that waits may be released yet. */
async function standing(tx: Kysely<Schema>): Promise<EarlierTable[]> {
  const rows = await readReleases(tx);
  return rows
    .filter(({ state }) => state !== 'refused')
    .map(({ spec, method }) => ({ spec: ReleaseSpec.parse(spec), method }));
}

function settle(
  { db, policy }: StatisticsParts,
  actor: string,
  { id, word }: { readonly id: number; readonly word: 'release' | 'refuse' },
  now: Date,
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await lockReleases(tx);
    const row = await find(tx, id);
    if (row.state !== 'waiting') throw refused('a release that waits', `one that is ${row.state}`);
    const person = await requirePerson(tx, actor);
    if (person === row.requested_by) throw refused('a second person', 'the one who asked for it');
    if (word === 'refuse') {
      await decideRelease(tx, id, { state: 'refused', by: person, at: now, sha256: null, seed: null });
      await log(tx, 'statistics.refused', { person, release: id, now }, {});
      return;
    }
    const spec = ReleaseSpec.parse(row.spec);
    const months = monthsFrom(spec.first, spec.last);
    await requireKnownReleases(tx, months);
    requireMethod(row, spec);
    if (spec.kind === 'repeated') {
      requireBudget(await readSpent(tx), months, spec.epsilon, policy);
      await spend(tx, id, months, spec.epsilon, now);
    }
    // One that was asked of an earlier version, which did not look.
    const fault = takenBackFault(spec, Inputs.parse(row.inputs).figures);
    if (fault !== null) throw refused(fault.expected, fault.found);
    const seed = spec.kind === 'repeated' ? randomBytes(32) : null;
    const sha256 = digest(fileOf({ ...row, seed }));
    await decideRelease(tx, id, { state: 'released', by: person, at: now, sha256, seed });
    const spent = spec.kind === 'repeated' ? { epsilon: spec.epsilon, months } : {};
    await log(tx, 'statistics.released', { person, release: id, now }, { sha256, ...spent });
  });
}

function correct(
  db: Kysely<Schema>,
  actor: string,
  { id, note }: { readonly id: number; readonly note: string },
  now: Date,
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { state } = await find(tx, id);
    if (state !== 'released') throw refused('a release that is public', `one that is ${state}`);
    const person = await requirePerson(tx, actor);
    await insertCorrection(tx, { release: id, note, by: person, at: now });
    await log(tx, 'statistics.corrected', { person, release: id, now }, { note });
  });
}

/** @throws AppError `statistics.refused` */
async function find(db: Kysely<Schema>, id: number) {
  const row = await readRelease(db, id);
  if (row === undefined) throw refused('a release of this installation', `none with the number ${id}`);
  return row;
}

/** What told too much once goes out no more; a table that is out is still made anew as it was. */
function requireMethod({ inputs }: { readonly inputs: unknown }, spec: ReleaseSpec): void {
  const { method } = Inputs.parse(inputs);
  if (!tellsTooMuch(spec, method)) return;
  throw refused(
    `a table that was asked for with method ${METHOD}`,
    `one of method ${method}; refuse it and ask anew`,
  );
}

function fileOf(row: ReleaseRow & { readonly inputs: unknown }): Buffer {
  const spec = ReleaseSpec.parse(row.spec);
  const { figures, ...lists } = Inputs.parse(row.inputs);
  const seed = Seed.parse(row.seed);
  if (spec.kind === 'repeated' && seed === null)
    throw refused('a release whose noise is drawn', 'one that waits: without its noise nobody may see it');
  const file = releaseFile(spec, figures, { ...lists, seed });
  if (file === null) throw refused('a table of which something can be shown', 'one whose total is too small');
  return file;
}

function digest(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}

async function log(
  tx: Kysely<Schema>,
  kind: 'statistics.requested' | 'statistics.released' | 'statistics.refused' | 'statistics.corrected',
  { person, release, now }: { readonly person: string; readonly release: number; readonly now: Date },
  body: object,
): Promise<void> {
  const plain = z.record(z.string(), z.json()).parse(body);
  await appendEntry(tx, {
    kind,
    actor: person,
    at: now,
    subject: `release ${release}`,
    body: plain,
  });
}

/** Releases as those see them who ask for and agree to them. */
export function describeReleases(
  rows: readonly ReleaseRow[],
  corrections: Awaited<ReturnType<typeof readCorrections>>,
): ReleaseState[] {
  return rows.map((row) => ({
    id: row.release_id,
    spec: ReleaseSpec.parse(row.spec),
    purpose: row.purpose,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    sha256: row.sha256,
    corrections: corrections
      .filter(({ release_id }) => release_id === row.release_id)
      .map(({ note, made_at }) => ({ at: made_at.toISOString(), note })),
  }));
}

function refused(expected: string, found: string): AppError {
  return new AppError('statistics.refused', `expected ${expected}, found ${found}`);
}
