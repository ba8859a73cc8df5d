/** What a store holds under a name, as it lists it. */
export interface StoredName {
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * Where the encrypted objects of captures lie. An object is named by the SHA-256 of its bytes and written once: there is no
 * call that changes one, and one that was changed behind the store's back is found at every reading (EVI-09).
 */
export interface EvidenceStore {
  /** Where it is, in words for an operator. */
  readonly place: string;
  /**
   * Stores bytes so that they survive the process. Storing the same bytes again changes nothing.
   * @throws AppError `evidence.unwritable`
   */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** @throws AppError `evidence.missing`, or `evidence.altered` when the bytes are not the ones that the name says */
  get(name: string): Promise<Buffer>;
  has(name: string): Promise<boolean>;
  /** Removes what nobody names any more: its key is gone before. One that is not there is removed already. */
  remove(name: string): Promise<void>;
  list(): AsyncIterable<StoredName>;
}
