import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Actor, Source } from '../../queue/contracts/index.ts';
import {
  type ApprovedExport,
  type Exports,
  type HandedOver,
  readOfferPlace,
} from '../../queue/review/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { stixFaults } from './check-stix.ts';
import { infrastructureOf, type Withheld } from './infrastructure.ts';
import { type ObservedPlace, stixBundle } from './stix.ts';

export interface IndicatorContext {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly exports: Exports;
  readonly sources: ReadonlyMap<string, Source>;
}

export interface WrittenIndicators {
  readonly export: HandedOver;
  readonly places: number;
  /** Offers of which nothing, or not the page, is told, by why. */
  readonly withheld: Readonly<Record<Withheld, number>>;
  /** SHA-512 of the file, hexadecimal. */
  readonly sha512: string;
}

/**
 * Hands approved indicators over: the places on the internet that the offers of an export stood at, as STIX 2.1. Nothing is handed
 * over of which there is nothing to tell: a recall would ask a recipient to destroy what they never got.
 * @param write puts the file where it belongs; it is sealed afterwards
 * @throws AppError as `Exports.handOver` does; `export.refused` where nothing may be told, or something would be told that must not
 */
export async function writeIndicators(
  context: IndicatorContext,
  actor: Actor,
  number: number,
  write: (file: Buffer) => Promise<void>,
): Promise<WrittenIndicators> {
  const { exports, clock } = context;
  const approved = await exports.approved(actor, number, 'indicators');
  const { places, withheld } = await placesOf(context, approved);
  if (places.length === 0)
    throw new AppError(
      'export.refused',
      `expected a place that may be told, found none in export ${number} (${describe(withheld)}); no file was written`,
      { number },
    );
  const bundle = stixBundle(places, approved.purpose, new Date(clock.now()));
  const faults = stixFaults(bundle);
  if (faults.length > 0)
    throw new AppError('export.refused', `expected infrastructure alone, found: ${faults.join('; ')}`, {
      number,
    });
  const file = Buffer.from(`${JSON.stringify(bundle, null, 2)}\n`);
  const handed = await exports.handOver(actor, number, 'indicators');
  await write(file);
  const seal = createHash('sha512').update(file).digest();
  await exports.seal(actor, number, seal);
  return { export: handed, places: places.length, withheld, sha512: seal.toString('hex') };
}

async function placesOf(
  { db, vault, sources }: IndicatorContext,
  approved: ApprovedExport,
): Promise<{ readonly places: ObservedPlace[]; readonly withheld: Record<Withheld, number> }> {
  const seen = new Map<
    string,
    { type: ObservedPlace['type']; value: string; seen: { exhibit: string; at: Date }[] }
  >();
  const withheld = { 'source-removed': 0, 'not-a-site': 0, 'not-public': 0, 'names-somebody': 0 };
  for (const { place, itemId } of approved.items) {
    const offer = await readOfferPlace(db, vault, itemId);
    if (offer === undefined)
      throw new AppError(
        'evidence.incomplete',
        `item ${place}: expected its text, found that it is gone; no file was written`,
      );
    const { sourceId, collectedAt: at, ...facts } = offer;
    const found = infrastructureOf({ source: sources.get(sourceId), ...facts });
    if (found.withheld !== null) withheld[found.withheld] += 1;
    const exhibit = `${approved.caseNumber}/${approved.number}/${place}`;
    for (const [type, value] of [
      ['domain-name', found.domain],
      ['url', found.url],
    ] as const) {
      if (value === null) continue;
      const one = seen.get(`${type} ${value}`) ?? { type, value, seen: [] };
      one.seen.push({ exhibit, at });
      seen.set(`${type} ${value}`, one);
    }
  }
  return { places: [...seen.values()], withheld };
}

/** In words, for who runs the command. */
export function describe(withheld: WrittenIndicators['withheld']): string {
  const parts = Object.entries(withheld).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'nothing was left out'
    : `left out: ${parts.map(([why, count]) => `${why} ${count}`).join(', ')}`;
}
