export { localStore, sha256 } from './local-store.ts';
export {
  type CollectedObject,
  type KeyOfPost,
  readObject,
  type SealedObject,
  sealObject,
} from './objects.ts';
export type { EvidenceStore, StoredName } from './port.ts';
