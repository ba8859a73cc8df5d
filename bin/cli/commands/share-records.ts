import { existsSync } from 'node:fs';
import { aggregateJsonSchema, SOURCE_KINDS } from '../../../queue/contracts/index.ts';
import { readLogSigner } from '../../../queue/log/index.ts';
import { periodMonths } from '../../../queue/report/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { createStatistics, shareAggregate } from '../../../queue/statistics/index.ts';
import { describe, writeIndicators } from '../../../workers/sharing/write-indicators.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import { exportsOn } from '../exports-on.ts';
import { writeNewFile } from '../new-file.ts';
import { openIndicators } from '../open-indicators.ts';
import { type OutputPlace, outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { readSources } from '../source-set.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface StixOptions extends SharedOptions {
  readonly case: number;
  /** Which approved request of the case, where several wait. */
  readonly export?: number;
  readonly out: string;
}

export interface AggregateOptions extends SharedOptions {
  readonly period: string;
  readonly out: string;
}

/** Writes the approved indicators of a case as STIX 2.1. */
export function shareStix({
  case: caseNumber,
  export: wanted,
  out,
  ...options
}: StixOptions): Promise<number> {
  const place = newPlace(out, configFrom(options));
  return withRecords(options, 'share', async (records) => {
    const { database, vault, config } = records;
    const { db } = database;
    const exports = exportsOn(records);
    const actor = await deskActor(records);
    const waiting = openIndicators(await exports.list(actor, caseNumber), caseNumber, wanted);
    const context = { db, vault, clock: SYSTEM_CLOCK, exports, sources: await readSources(config) };
    const written = await writeIndicators(context, actor, waiting.number, async (file) => {
      await writeNewFile(place, () => file);
    });
    const { places, withheld, sha512 } = written;
    if (options.json) sayJson({ export: waiting.number, file: out, places, withheld, sha512 });
    else
      say(
        `${out}: ${places} places for ${written.export.recipient.name}, ${describe(withheld)}; SHA-512 ${sha512}`,
      );
    return EXIT.done;
  });
}

/** Writes the released tables of a period into one file. */
export function shareTables({ period, out, ...options }: AggregateOptions): Promise<number> {
  const months = periodMonths(period);
  const place = newPlace(out, configFrom(options));
  return withRecords(options, 'share', async (records) => {
    const { database, vault, config } = records;
    const { db } = database;
    const { compiled } = await readRules(config);
    const statistics = createStatistics({
      db,
      clock: SYSTEM_CLOCK,
      policy: loadPolicy(config.configDir).statistics,
      languages: compiled.languages,
      platforms: SOURCE_KINDS,
    });
    const { name: origin } = await readLogSigner(db, vault);
    const shared = await shareAggregate({ db, statistics, origin }, await deskActor(records), {
      first: months[0] ?? period,
      last: months.at(-1) ?? period,
      now: new Date(SYSTEM_CLOCK.now()),
    });
    await writeNewFile(place, () => shared.file);
    const { sha256, releases } = shared;
    if (options.json) sayJson({ file: out, sha256, releases });
    else say(`${out}: released tables ${releases.join(', ')}; SHA-256 ${sha256}`);
    return EXIT.done;
  });
}

export function printAggregateSchema(): number {
  sayJson(aggregateJsonSchema(), 2);
  return EXIT.done;
}

/** What was handed over is not written over: said before anything is looked up. */
function newPlace(path: string, config: Config): OutputPlace {
  if (existsSync(path))
    throw new AppError(
      'usage.invalid',
      `expected a file that is not there yet, found ${path}; choose another with --out`,
    );
  return outputPlace(path, config);
}
