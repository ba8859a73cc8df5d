import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';

declare const asked: unique symbol;
/** A file or folder that a user named for what a command writes, after `outputPlace` let it pass. Nothing else is opened to write. */
export type OutputPlace = string & { readonly [asked]: true };

/** Where an installation keeps what is its own. */
export type OwnData = Pick<Config, 'dataDir' | 'evidenceDir' | 'vaultKeyFile'>;

/**
 * Takes a name for what a command writes, before any work is done for it. It is refused where it lies in the installation's own
 * data, whose files nothing but the records, the vault and the store may touch, and where it is a file that the command reads.
 * @param inputs files that the command reads
 * @throws AppError `usage.invalid`
 */
export function outputPlace(named: string, own: OwnData, inputs: readonly string[] = []): OutputPlace {
  if (named === '') throw new AppError('usage.invalid', 'expected a place to write to, found ""');
  refuseOwnData(named, own);
  for (const input of inputs)
    if (isSameFile(named, input))
      throw new AppError(
        'usage.invalid',
        `expected another file than ${input}, which is read, to write to; found ${named}, which is the same one; nothing was written`,
      );
  return named as OutputPlace;
}

/** A file of a folder that a command writes. */
export function within(folder: OutputPlace, name: string): OutputPlace {
  return join(folder, name) as OutputPlace;
}

/** What the name of a file ends in until it is whole. */
export const DRAFT = '.part';

/** What a file is called until it is whole. */
export function draftOf(place: OutputPlace): OutputPlace {
  return `${place}${DRAFT}` as OutputPlace;
}

/** @throws AppError `usage.invalid` where a path is, or lies in, what an installation keeps */
function refuseOwnData(path: string, { dataDir, evidenceDir, vaultKeyFile }: OwnData): void {
  const found = [dataDir, evidenceDir, vaultKeyFile].find((own) => isInside(path, own));
  if (found === undefined) return;
  throw new AppError(
    'usage.invalid',
    `expected a place outside the installation's own data at ${found}, found ${path}; choose another; nothing was written`,
    { path },
  );
}

/** Whether a path is another one or lies in it, whatever links lead to either; neither need be there. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(realOf(folder), realOf(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The folder that a place lies in, by one name, whatever links or dots lead there. */
export function folderOf(place: OutputPlace): string {
  return realOf(dirname(place));
}

/** Two names of one file, by a link of any kind or by two ways to its folder. */
function isSameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    // One that is not there yet is a name alone; the other is told of when it is read.
    return realOf(one) === realOf(other);
  }
}

/** As far as it is there, with no link on the way. */
function realOf(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realOf(above), basename(whole));
  }
}
