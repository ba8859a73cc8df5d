import { readFile } from 'node:fs/promises';
import { ReportPictures } from '../../queue/contracts/index.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import { workingPicture } from '../../queue/runtime/working-picture.ts';
import { openWith } from '../../queue/vault/index.ts';
import { writeNewFile } from './new-file.ts';
import { type OutputPlace, within } from './output-place.ts';

export interface WrittenPictures {
  /** Names of the working copies, in the order of the report. */
  readonly pictures: string[];
  /** Which of the report's pictures, counted from 1, could not be read as one: no copy is made of those. */
  readonly unreadable: number[];
}

/**
 * Opens the pictures of one report and writes working copies of them, named by `prefix` and a number. The originals stay in
 * the exported file, sealed.
 * @throws AppError `vault.sealed`, `usage.invalid` where another file has the name of a copy, `storage.unwritable`
 */
export async function writePictures(
  identity: string,
  sealed: string,
  { directory, prefix }: { readonly directory: OutputPlace; readonly prefix: string },
): Promise<WrittenPictures> {
  const text = await openWith(identity, Buffer.from(sealed, 'base64'));
  const content = ReportPictures.parse(JSON.parse(text));
  const written: WrittenPictures = { pictures: [], unreadable: [] };
  for (const [at, base64] of content.pictures.entries()) {
    const copy = workingPicture(Buffer.from(base64, 'base64'));
    if (copy === undefined) {
      written.unreadable.push(at + 1);
      continue;
    }
    const name = `${prefix}-${at + 1}.${copy.extension}`;
    await writeCopy(within(directory, name), copy.bytes);
    written.pictures.push(name);
  }
  return written;
}

/** A copy that is there already, of an earlier run, is left as it is; nothing else is written over. */
async function writeCopy(place: OutputPlace, bytes: Uint8Array): Promise<void> {
  const there = await readFile(place).catch((error: unknown) => nullIfMissing(error));
  if (there === null || !there.equals(bytes)) await writeNewFile(place, () => bytes);
}
