import type { Kysely } from 'kysely';
import type { ExhibitObject } from '../../queue/contracts/index.ts';
import { type EvidenceStore, readObject } from '../../queue/evidence/index.ts';
import { readCaptured, type Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { CaptureReader } from './whole-item.ts';

/** Reads captures from the evidence store; each object is opened and its hash checked when it is read. */
export function storedCaptures(db: Kysely<Schema>, vault: Vault, store: EvidenceStore): CaptureReader {
  return {
    async captureOf(itemId) {
      const found = await readCaptured(db, itemId);
      if (found === undefined) return null;
      const { capture, wrappedKey } = found;
      const key = { postId: capture.postId, wrappedKey };
      const objects = capture.objects.flatMap((object) => {
        const { role, sha256, bytes, mediaType } = object;
        if (role === 'working-copy') return [];
        const exhibit: ExhibitObject = { role, sha256, bytes, mediaType };
        return [{ ...exhibit, read: () => readObject(store, vault, key, capture.id, object) }];
      });
      return { id: capture.id, objects };
    },
  };
}
