import { resolve } from 'node:path';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import type { ProgramFacts } from '../../../workers/bundle/contents.ts';
import { storedCaptures } from '../../../workers/bundle/stored-captures.ts';
import { writeBundle } from '../../../workers/bundle/write-bundle.ts';
import { createPrinter } from '../../../workers/fetch/print-page.ts';
import { readStampRoots } from '../../../workers/timestamps/authorities.ts';
import { commandLogger } from '../command-logger.ts';
import { deskActor } from '../desk-actor.ts';
import { openEvidence } from '../evidence.ts';
import { EXIT } from '../exit.ts';
import { exportsOn } from '../exports-on.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, readVersion, type SharedOptions } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { say, sayJson, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Hands an approved export over and writes its bundle. Exit 1 where it was written without a printed summary. */
export async function exportBundle(number: number, folder: string, options: SharedOptions): Promise<number> {
  const given = configFrom(options);
  const wanted = outputPlace(folder, given);
  const { compiled } = await readRules(given);
  return withRecords(options, 'evidence export', async (records) => {
    const { database, vault, config } = records;
    const { db } = database;
    const tellingDays = loadPolicy(config.configDir).telling.dueDays;
    const print = await createPrinter({
      configuredPath: config.chromiumPath,
      logger: commandLogger(config),
    });
    const written = await writeBundle(
      {
        db,
        vault,
        clock: SYSTEM_CLOCK,
        exports: exportsOn(records, { tellingDays }),
        captures: storedCaptures(db, vault, openEvidence(config).store),
        authorities: await readStampRoots(config.configDir),
        program: programFacts(config),
        checkedLanguages: compiled.checkedLanguages,
        print,
      },
      await deskActor(records),
      number,
      wanted,
    );
    const place = resolve(wanted);
    if (options.json)
      sayJson({ export: number, folder: place, items: written.items, sha512: written.sha512 });
    else
      say(
        `${place}: ${written.items} items for ${written.export.recipient.name}, sealed. Anybody checks it with ` +
          `"vigie evidence verify ${place}", or by its README.txt with ordinary tools`,
      );
    if (print !== null) return EXIT.done;
    warn('no browser was found: the summaries are HTML only; "vigie doctor" says how to get one');
    return EXIT.findings;
  });
}

function programFacts(config: Config): ProgramFacts {
  const { retention } = loadPolicy(config.configDir);
  return {
    version: readVersion(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    settings: { ...retention },
  };
}
