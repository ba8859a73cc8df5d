import { hash } from 'node:crypto';
import { z } from 'zod';
import { PrefixedHash, SignedDigest } from '../../../queue/contracts/index.ts';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import { checkSignedData } from '../../signing/check-signed-data.ts';
import { type Checking, readJson } from './checking.ts';
import { readArchive } from './read-archive.ts';
import type { ItemRecord } from './shapes.ts';

const MANIFEST = 'datapackage.json';
/** Parts that the manifest does not list: itself, and its hash. */
const UNLISTED: readonly string[] = [MANIFEST, 'datapackage-digest.json'];

const Manifest = z.looseObject({
  resources: z.array(z.looseObject({ path: z.string(), hash: PrefixedHash, bytes: z.int().nonnegative() })),
});

/**
 * Checks the signature of an item's archive: that of its manifest, and that the manifest is of what lies in it (WACZ Signing
 * and Verification 0.1.0).
 * @returns whether it holds
 */
export async function verifySignature(
  { folder, rootsOf, domainRoots, fault, notice }: Checking,
  path: string,
  { capture, signature }: ItemRecord,
): Promise<boolean> {
  if (signature?.state !== 'signed' || signature.path === null) {
    const why = signature?.reason ? `: ${signature.reason}` : '';
    notice(`${path}: the archive is not signed${why}; the events of custody hold its hash`);
    return false;
  }
  const file = signature.path;
  const digest = readJson(folder, file, SignedDigest, fault);
  if (digest === null) return false;
  const archive = capture.objects.find(({ role }) => role === 'wacz');
  const bytes = archive === undefined ? null : folder.read(archive.path);
  if (archive === undefined || bytes === null) {
    fault(file, 'expected an archive beside its signature, found none');
    return false;
  }
  const manifest = await manifestOf(bytes);
  if ('fault' in manifest) {
    fault(archive.path, manifest.fault);
    return false;
  }
  const { signedData } = digest;
  const checked = await checkSignedData(signedData, {
    manifest: manifest.hash,
    stampRoots: rootsOf(signature.authority ?? ''),
    domainRoots,
  });
  const isStated =
    digest.hash === signedData.hash &&
    signature.domain === signedData.domain &&
    signature.created === signedData.created;
  if (typeof checked === 'string') fault(file, checked);
  else if (
    !isStated ||
    signature.genTime === null ||
    Date.parse(signature.genTime) !== checked.genTime.getTime()
  )
    fault(file, 'expected the signature that item.json states, found another');
  else return true;
  return false;
}

/** Hash of the manifest of an archive whose parts are those that it lists, each with its hash. */
async function manifestOf(bytes: Buffer): Promise<{ readonly hash: string } | { readonly fault: string }> {
  const parts = await readArchive(bytes);
  if (typeof parts === 'string') return { fault: parts };
  const manifest = parts.get(MANIFEST);
  const parsed = Manifest.safeParse(jsonOf(manifest?.toString('utf8') ?? ''));
  if (manifest === undefined || !parsed.success)
    return { fault: `expected the manifest ${MANIFEST} in the archive, found none` };
  const listed = new Map(parsed.data.resources.map((one) => [one.path, one]));
  for (const [path, content] of parts) {
    if (UNLISTED.includes(path)) continue;
    const { hash: wanted, bytes: length } = listed.get(path) ?? {};
    if (wanted !== prefixed(content) || length !== content.length)
      return { fault: `expected the parts that the manifest lists, found another: ${path}` };
    listed.delete(path);
  }
  const [missing] = listed.keys();
  return missing === undefined
    ? { hash: prefixed(manifest) }
    : { fault: `expected the part ${missing} in the archive, found none` };
}

function prefixed(bytes: Uint8Array): string {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}
