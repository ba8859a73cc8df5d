import { once } from 'node:events';
import { join } from 'node:path';
import { ReportPictures } from '../../queue/contracts/index.ts';
import { workingPicture } from '../../queue/runtime/working-picture.ts';
import { openWith } from '../../queue/vault/index.ts';
import { openOutputFile } from './output-file.ts';

export interface WrittenPictures {
  /** Names of the working copies, in the order of the report. */
  readonly pictures: string[];
  /** Which of the report's pictures, counted from 1, could not be read as one: no copy is made of those. */
  readonly unreadable: number[];
}

/**
 * Opens the pictures of one report and writes working copies of them, named by `prefix` and a number. The originals stay in
 * the exported file, sealed.
 * @throws AppError `vault.sealed`, `storage.unwritable`
 */
export async function writePictures(
  identity: string,
  sealed: string,
  { directory, prefix }: { readonly directory: string; readonly prefix: string },
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
    const output = openOutputFile(join(directory, name));
    output.end(copy.bytes);
    await once(output, 'close');
    written.pictures.push(name);
  }
  return written;
}
