import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import { AggregateExchange } from '../contracts/aggregate-exchange.ts';
import type { Month } from '../contracts/figure.ts';
import { may } from '../contracts/permission.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import type { Statistics } from './port.ts';

const TERMS =
  'Counts of posts, items and outcomes by language, kind of source and way between parts of the world, as two people released them. ' +
  'Nationality and community are in none of them. Not to be joined with anything that could lead to a person, and for no decision about one.';

export interface SharedAggregate {
  /** UTF-8 JSON. */
  readonly file: Buffer;
  readonly sha256: string;
  readonly releases: readonly number[];
}

/**
 * Puts the released tables of a period into one file for other authorities: each as its bytes were released, hash included, and
 * nothing that was not. Writing it is an entry.
 * @throws AppError `request.forbidden`, `statistics.refused` where no released table lies within the period
 */
export async function shareAggregate(
  {
    db,
    statistics,
    origin,
  }: { readonly db: Kysely<Schema>; readonly statistics: Statistics; readonly origin: string },
  actor: Actor,
  { first, last, now }: { readonly first: Month; readonly last: Month; readonly now: Date },
): Promise<SharedAggregate> {
  if (!may(actor.roles, 'statistics.read', 'installation'))
    throw new AppError('request.forbidden', 'Expected somebody whose role allows statistics.read.');
  const all = await statistics.releases();
  const released = all
    .filter(({ state, spec }) => state === 'released' && spec.first >= first && spec.last <= last)
    .toSorted((one, other) => one.id - other.id);
  if (released.length === 0)
    throw new AppError(
      'statistics.refused',
      `expected a released table from ${first} to ${last}, found none; two people release one on the page "Statistics"`,
    );
  const tables = [];
  for (const { id, sha256, corrections } of released) {
    // Made anew and held against the hash that was released.
    const bytes = await statistics.file(actor, id);
    tables.push({ release: id, sha256, content: JSON.parse(bytes.toString('utf8')), corrections });
  }
  const exchange = { vigie: 'aggregate-exchange', version: 1, origin, first, last, tables, terms: TERMS };
  const file = Buffer.from(`${JSON.stringify(AggregateExchange.parse(exchange), null, 2)}\n`);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const releases = released.map(({ id }) => id);
  await db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: 'aggregate.shared',
      actor: actor.id,
      at: now,
      subject: `statistics ${first}`,
      body: { first, last, releases, sha256 },
    }),
  );
  return { file, sha256, releases };
}
