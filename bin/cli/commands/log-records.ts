import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import {
  EXPORT_FILES,
  type ExportPart,
  exportLog,
  findEntry,
  proveEntry,
  readLogSigner,
  recordReading,
  sequence,
  signCheckpoint,
  vkeyOf,
  withCosignatures,
} from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError, codeOf, messageOf } from '../../../queue/runtime/errors.ts';
import { createLogger } from '../../../queue/runtime/logger.ts';
import { readWitnesses } from '../../../workers/witness/read-witnesses.ts';
import { showToWitnesses } from '../../../workers/witness/show-to-witnesses.ts';
import { EXIT } from '../exit.ts';
import { writeExport } from '../export-folder.ts';
import { operatorId } from '../operator.ts';
import { type OutputPlace, outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import type { Records } from '../records.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

interface ReadingOptions extends SharedOptions {
  readonly purpose?: LogPurpose;
}

/** Prints a checkpoint of the log as it is now (C2SP signed note). */
export function logCheckpoint(options: SharedOptions): Promise<number> {
  return withLog('log checkpoint', options, async (records) => {
    const { database, vault, config, isDemo } = records;
    const { db } = database;
    // What is invented is shown to no witness, as its scheduler shows them nothing.
    const witnesses = isDemo ? null : await readWitnesses(config.configDir, config.witnessNetwork);
    const checkpoint = await signCheckpoint(db, vault, new Date());
    if (witnesses !== null) await showToWitnesses(db, witnesses, createLogger(config.logLevel));
    process.stdout.write(await withCosignatures(db, checkpoint));
  });
}

export function logKey(options: SharedOptions): Promise<number> {
  return withLog('log key', options, async ({ database, vault }) => {
    say(vkeyOf(await readLogSigner(database.db, vault)));
  });
}

/** Prints a proof (C2SP tlog-proof). */
export function logProof(
  id: string,
  options: ReadingOptions & { readonly withBody?: boolean },
): Promise<number> {
  const withBody = options.withBody === true;
  const reading = readingOf(options, withBody);
  return withLog('log proof', options, async ({ database, vault }) => {
    const { db } = database;
    const index = await findEntry(db, id);
    const now = new Date();
    if (reading !== null) await recordReading(db, { ...reading, now, entries: index });
    process.stdout.write(await proveEntry(db, vault, { index, withBody, now }));
  });
}

/** Writes the log into a folder, its checkpoint last. */
export function logExport(
  folder: string,
  options: ReadingOptions & { readonly withBodies?: boolean },
): Promise<number> {
  const withBodies = options.withBodies === true;
  const reading = readingOf(options, withBodies);
  const place = outputPlace(folder, configFrom(options));
  requireEmptyFolder(place);
  return withLog('log export', options, async ({ database, vault }) => {
    const { db } = database;
    if (reading !== null) await recordReading(db, { ...reading, now: new Date(), entries: 'all' });
    const { size, root } = await writeParts(place, exportLog(db, vault, { withBodies, clock: SYSTEM_CLOCK }));
    if (options.json) sayJson({ folder, size, root: root.toString('hex'), withBodies });
    else
      say(
        `${folder}: ${size} entries under ${join(folder, EXPORT_FILES.checkpoint)}. Anybody verifies it with ` +
          `"vigie log verify ${folder}", or with other tools for C2SP logs`,
      );
  });
}

async function withLog(
  command: string,
  options: SharedOptions,
  use: (records: Records) => Promise<void>,
): Promise<number> {
  return withRecords(options, command, async (records) => {
    await sequence(records.database.db, records.vault);
    await use(records);
    return EXIT.done;
  });
}

/** @returns `null` where nothing that entries say is given away */
function readingOf(
  { purpose }: ReadingOptions,
  isReading: boolean,
): { readonly actor: string; readonly purpose: LogPurpose } | null {
  if (!isReading) return null;
  if (purpose !== undefined) return { actor: operatorId(), purpose };
  throw new AppError(
    'usage.invalid',
    'expected --purpose, found none: what entries say is read for a purpose that the log then holds',
  );
}

function requireEmptyFolder(folder: string): void {
  const found = whatKeeps(folder);
  if (found !== null)
    throw new AppError('usage.invalid', `expected an empty or new folder, found ${folder}, ${found}`);
}

/** @returns `null` for a folder that is empty or not there */
function whatKeeps(folder: string): string | null {
  try {
    return readdirSync(folder).length > 0 ? 'which holds something' : null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return null;
    return code === 'ENOTDIR' ? 'which is no folder' : `but ${messageOf(error)}`;
  }
}

async function writeParts<Told>(folder: OutputPlace, parts: AsyncGenerator<ExportPart, Told>): Promise<Told> {
  try {
    return await writeExport(folder, parts);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = `expected to write the log into ${folder}, but ${messageOf(error)}; choose another place, and remove what was written there`;
    throw new AppError('storage.unwritable', message, { folder }, { cause: error });
  }
}
