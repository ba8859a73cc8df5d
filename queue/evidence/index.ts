export { localStore } from './local-store.ts';
export { sha256 } from './object-name.ts';
export {
  type CollectedObject,
  type KeyOfPost,
  readObject,
  type SealedObject,
  sealObject,
} from './objects.ts';
export type { EvidenceStore, StoredName } from './port.ts';
export { s3Store } from './s3-store.ts';
