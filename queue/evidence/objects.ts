import type { ObjectRole, StoredObject } from '../contracts/capture.ts';
import { AppError } from '../runtime/errors.ts';
import type { Vault } from '../vault/index.ts';
import { sha256 } from './object-name.ts';
import type { EvidenceStore } from './port.ts';

/** An object as it was collected. */
export interface CollectedObject {
  readonly role: ObjectRole;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** The post whose text's key seals the objects of its capture. */
export interface KeyOfPost {
  readonly postId: string;
  readonly wrappedKey: Uint8Array;
}

export interface SealedObject {
  readonly object: StoredObject;
  readonly sealed: Buffer;
}

/** Hashes an object as it was collected, then seals it; what is stored is named by the hash of what lies there. */
export function sealObject(
  vault: Vault,
  { postId, wrappedKey }: KeyOfPost,
  captureId: string,
  collected: CollectedObject,
): SealedObject {
  const { role, bytes, mediaType } = collected;
  const sealed = vault.sealPart(postId, wrappedKey, partOf(captureId, role), bytes);
  return {
    object: { role, sha256: sha256(bytes), bytes: bytes.length, mediaType, storedAs: sha256(sealed) },
    sealed,
  };
}

/**
 * The content of an object, whose hash was checked once more.
 * @throws AppError `evidence.missing`, `evidence.altered`, or `vault.sealed` when it does not open with this key
 */
export async function readObject(
  store: EvidenceStore,
  vault: Vault,
  { postId, wrappedKey }: KeyOfPost,
  captureId: string,
  object: StoredObject,
): Promise<Buffer> {
  const sealed = await store.get(object.storedAs);
  const bytes = vault.openPart(postId, wrappedKey, partOf(captureId, object.role), sealed);
  if (sha256(bytes) === object.sha256) return bytes;
  throw new AppError(
    'evidence.altered',
    `expected the ${object.role} of capture ${captureId} with the hash that was taken when it was collected, found another`,
    { captureId, role: object.role },
  );
}

function partOf(captureId: string, role: ObjectRole): string {
  return `${captureId}/${role}`;
}
