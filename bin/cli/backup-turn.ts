import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, codeOf } from '../../queue/runtime/errors.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import { unwritable } from './output-file.ts';
import { folderOf, type OutputPlace } from './output-place.ts';

/** There while a backup is written into its folder. */
export const RUNNING = 'backup.running';

interface Times {
  /** Whoever writes a backup says so anew this often, ms. */
  readonly beatMs: number;
  /** Whoever finds that another one does looks for a sign of life for so long, ms. */
  readonly watchMs: number;
}

const TIMES: Times = { beatMs: 4000, watchMs: 20_000 };

/** Which backup, and its last sign of life; empty where it was ended as it began. */
const SIGN = /^([0-9a-f-]{36} \S+ [0-9a-f-]{36}\n)?$/;

/**
 * Keeps every other backup out of the folders that this one writes to: two would take each other's drafts, and the older remove the
 * captured objects that the younger has copied. By a file that is written anew, since of two containers or machines neither
 * knows the other's processes or clock; one that is not written any more was left by a backup that was ended.
 * @returns what ends the turn
 * @throws AppError `storage.owned` where another backup is at work, `storage.unwritable`
 */
export async function takeTurn(places: readonly OutputPlace[], times = TIMES): Promise<() => void> {
  const taken: (() => void)[] = [];
  const leave = () => {
    for (const end of taken) end();
  };
  try {
    // In one order, or two that write to the same two folders could each wait for the other's.
    const folders = new Map(places.toReversed().map((place) => [folderOf(place), place]));
    for (const [folder, place] of [...folders].toSorted()) taken.push(await takeFolder(folder, place, times));
    return leave;
  } catch (error) {
    leave();
    throw error;
  }
}

/** @param place what is to be written there: that is what cannot be, where the folder takes nothing */
async function takeFolder(
  folder: string,
  place: OutputPlace,
  { beatMs, watchMs }: Times,
): Promise<() => void> {
  const path = join(folder, RUNNING);
  const name = randomUUID();
  const sign = () => `${name} ${new Date().toISOString()} ${randomUUID()}\n`;
  while (!create(path, sign(), place)) {
    const before = read(path);
    if (before === null) continue;
    if (!SIGN.test(before)) throw unwritable(path, new Error('there is another file; move it away'));
    await pause(watchMs);
    if (read(path) !== before || !moveAway(path, before)) throw busy(folder);
  }
  const beat = setInterval(() => {
    try {
      // Somebody removed it, or took this process for dead: it is no more this one's.
      if (read(path)?.startsWith(name)) writeFileSync(path, sign());
    } catch {
      // A folder that takes nothing any more: what the backup itself writes tells of that.
    }
  }, beatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (read(path)?.startsWith(name)) rmSync(path, { force: true });
  };
}

function create(path: string, content: string, place: OutputPlace): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw unwritable(place, error);
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return nullIfMissing(error, unwritable(path, error));
  }
}

/** Renaming is atomic: of two that find the same sign of nobody one moves it, and who moved a living one puts it back. */
function moveAway(path: string, content: string): boolean {
  const aside = `${path}-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw unwritable(path, error);
  }
  const isDead = readFileSync(aside, 'utf8') === content;
  try {
    if (!isDead) linkSync(aside, path);
  } catch {
    // Somebody has begun meanwhile.
  }
  rmSync(aside, { force: true });
  return isDead;
}

function busy(folder: string): AppError {
  return new AppError(
    'storage.owned',
    `expected no other backup at work in ${folder}, found one; wait until it has ended, and let one at a time write there; ` +
      'nothing was written',
    { folder },
  );
}
