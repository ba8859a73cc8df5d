import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { DECLARATION, formatInfo, formatManifest, isInside } from './format.ts';

/** A file of a bag: where it lies in it, and its bytes, which are fetched when their turn comes. */
export interface BagFile {
  readonly path: string;
  bytes(): Promise<Uint8Array> | Uint8Array;
}

export interface NewBag {
  /** Where it is to lie; nothing may be there. */
  readonly target: string;
  /** Beginning with `data/`. */
  readonly payload: readonly BagFile[];
  /** Beside it: instructions, keys. */
  readonly tags: readonly BagFile[];
  readonly info: readonly (readonly [string, string])[];
  /** Files that vouch for the tag manifest, and so for all others; no manifest can list them. */
  seal(tagManifest: Uint8Array): readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/**
 * Writes a bag (RFC 8493) beside its place and moves it there when it is whole and on disk: whoever looks sees all of it or
 * nothing.
 * @throws AppError `usage.invalid` where something is there already, `storage.unwritable`
 */
export async function writeBag(bag: NewBag): Promise<void> {
  const target = resolve(bag.target);
  if (existsSync(target))
    throw new AppError('usage.invalid', `expected a place where nothing is, found something at ${target}`);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.partial`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await fillBag(draft, bag);
    await rename(draft, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (error instanceof AppError) throw error;
    throw new AppError(
      'storage.unwritable',
      `expected to write a bundle to ${target}, but ${messageOf(error)}; nothing was left there`,
      { target },
      { cause: error },
    );
  }
}

async function fillBag(draft: string, { payload, tags, info, seal }: NewBag): Promise<void> {
  const manifest = new Map<string, string>();
  let bytes = 0;
  for (const file of payload) {
    const written = await writeFile(draft, file.path, await file.bytes());
    manifest.set(file.path, written.sha512);
    bytes += written.bytes;
  }
  const tagManifest = new Map<string, string>();
  const tag = async (path: string, content: Uint8Array) => {
    tagManifest.set(path, (await writeFile(draft, path, content)).sha512);
  };
  await tag('bagit.txt', Buffer.from(DECLARATION));
  const oxum = ['Payload-Oxum', `${bytes}.${payload.length}`] as const;
  await tag('bag-info.txt', Buffer.from(formatInfo([...info, oxum])));
  await tag('manifest-sha512.txt', Buffer.from(formatManifest(manifest)));
  for (const file of tags) await tag(file.path, await file.bytes());
  const last = Buffer.from(formatManifest(tagManifest));
  await writeFile(draft, 'tagmanifest-sha512.txt', last);
  for (const file of seal(last)) await writeFile(draft, file.path, file.bytes);
  const folders = new Set(
    [...manifest.keys(), ...tagManifest.keys()].map((path) => dirname(join(draft, path))),
  );
  for (const folder of [...folders, draft]) await syncFolder(folder);
}

async function writeFile(
  draft: string,
  path: string,
  bytes: Uint8Array,
): Promise<{ readonly sha512: string; readonly bytes: number }> {
  if (!isInside(path)) throw new Error(`expected a path inside the bag, found ${path}`);
  const full = join(draft, path);
  await mkdir(dirname(full), { recursive: true, mode: 0o700 });
  const file = await open(full, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha512: createHash('sha512').update(bytes).digest('hex'), bytes: bytes.length };
}

async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}
