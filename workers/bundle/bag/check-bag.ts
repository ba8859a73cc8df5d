import { createHash } from 'node:crypto';
import { DIGEST_DIGITS, parseInfo, parseManifest } from './format.ts';
import type { BagFolder } from './read-folder.ts';

/** What is wrong with a bundle, and with which of its files. */
export interface BagFault {
  readonly file: string;
  readonly reason: string;
}

const MANIFEST = /^(tag)?manifest-([a-z0-9]+)\.txt$/;
const DECLARED = /^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?$/;

/**
 * Checks a bag (RFC 8493, version 1.0): declared, complete, every digest right, nothing to fetch, nothing that leads out.
 * @returns every fault
 */
export function checkBag(folder: BagFolder): BagFault[] {
  const faults: BagFault[] = folder.strange.map((file) => ({
    file,
    reason: 'expected files and folders, found a link',
  }));
  const fault = (file: string, reason: string) => faults.push({ file, reason });
  const declaration = folder.read('bagit.txt')?.toString('latin1');
  if (declaration === undefined) fault('bagit.txt', 'expected the declaration of a bag, found none');
  else if (!DECLARED.test(declaration))
    fault('bagit.txt', 'expected BagIt-Version 1.0 in UTF-8, found something else');
  if (folder.paths.includes('fetch.txt')) fault('fetch.txt', 'expected nothing to fetch, found a list');
  const manifests = folder.paths.flatMap((file) => {
    const [, tag, algorithm = ''] = MANIFEST.exec(file) ?? [];
    return algorithm === '' ? [] : [{ file, isTag: tag !== undefined, algorithm }];
  });
  if (!manifests.some(({ isTag }) => !isTag))
    fault('manifest-sha512.txt', 'expected a manifest of the payload, found none');
  for (const { file, isTag, algorithm } of manifests) {
    if (!(algorithm in DIGEST_DIGITS)) {
      fault(file, `expected one of ${Object.keys(DIGEST_DIGITS).join(', ')}, found ${algorithm}`);
      continue;
    }
    const { manifest, faults: lines } = parseManifest(folder.read(file)?.toString('utf8') ?? '', algorithm);
    for (const line of lines) fault(file, line);
    for (const [path, digest] of manifest) {
      const isPlaced = isTag
        ? !path.startsWith('data/') && !path.startsWith('tagmanifest-')
        : path.startsWith('data/');
      if (!isPlaced) fault(file, `expected paths ${isTag ? 'outside' : 'under'} data/, found ${path}`);
      const bytes = folder.read(path);
      if (bytes === null) fault(path, `expected this file, found none (${file})`);
      else if (createHash(algorithm).update(bytes).digest('hex') !== digest)
        fault(path, `expected the ${algorithm} digest of ${file}, found another: the file was changed`);
    }
    if (isTag) continue;
    for (const path of folder.paths)
      if (path.startsWith('data/') && !manifest.has(path))
        fault(path, `expected to find it in ${file}, found it is not`);
  }
  const info = folder.read('bag-info.txt');
  if (info !== null)
    for (const reason of infoFaults(info.toString('utf8'), folder)) fault('bag-info.txt', reason);
  return faults;
}

function infoFaults(text: string, folder: BagFolder): string[] {
  const info = parseInfo(text);
  if (typeof info === 'string') return [`expected lines as LABEL: VALUE, found "${info}"`];
  const payload = folder.paths.filter((path) => path.startsWith('data/'));
  const found = `${payload.reduce((sum, path) => sum + (folder.read(path)?.length ?? 0), 0)}.${payload.length}`;
  return info.flatMap(([label, value]) =>
    label.toLowerCase() === 'payload-oxum' && value !== found
      ? [`expected Payload-Oxum ${found}, found ${value}`]
      : [],
  );
}
