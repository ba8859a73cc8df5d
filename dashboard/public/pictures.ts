import { MAX_PICTURE_BYTES, MAX_PICTURES, type ReportPictures } from '../../queue/contracts/index.ts';
import { pictureType } from '../../queue/runtime/working-picture.ts';
import { PICTURE_STEP_BYTES, sealTo } from '../../queue/vault/index.ts';

/** The files of a form's field, as bytes. Their names go no further; a browser sends one empty file where none was chosen. */
export async function picturesIn(field: unknown): Promise<Uint8Array[]> {
  const files = [field].flat().filter((one): one is File => one instanceof File && one.size > 0);
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
}

/** Whether they are few and small enough, and pictures by their first bytes, whatever they were called. */
export function arePictures(files: readonly Uint8Array[]): boolean {
  return (
    files.length <= MAX_PICTURES &&
    files.every((bytes) => bytes.length <= MAX_PICTURE_BYTES && pictureType(bytes) !== undefined)
  );
}

/** All pictures of a report as one sealed text; `null` for none. Only the offline key opens it. */
export async function sealedPictures(
  recipient: string,
  files: readonly Uint8Array[],
): Promise<Uint8Array | null> {
  if (files.length === 0) return null;
  const content: ReportPictures = {
    version: 1,
    pictures: files.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
  return sealTo(recipient, JSON.stringify(content), PICTURE_STEP_BYTES);
}
