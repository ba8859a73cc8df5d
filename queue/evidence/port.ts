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
  /**
   * @throws AppError `evidence.missing`, `evidence.altered` when the bytes are not the ones that the name says, or
   *   `evidence.unreadable` when the store does not say which
   */
  get(name: string): Promise<Buffer>;
  /** @throws AppError `evidence.unreadable` */
  has(name: string): Promise<boolean>;
  /**
   * Removes what nobody names any more: its key is gone before. One that is not there is removed already.
   * @returns until when the store keeps it under a lock, after which it is to be removed again; `null` when it is gone
   * @throws AppError `evidence.unwritable`
   */
  remove(name: string): Promise<Date | null>;
  /**
   * Moves bytes that are not what their name says to where they are kept for whoever looks into it, in `altered`, so that the
   * object can be put again. One that is whole, or is not there, stays as it is.
   * @throws AppError `evidence.unreadable`, `evidence.unwritable`
   */
  setAside(name: string): Promise<void>;
  /** @throws AppError `evidence.unreadable` */
  list(): AsyncIterable<StoredName>;
  /** What keeps the store from doing what its settings ask, each with what to do; nothing when all is well. */
  faults(): Promise<string[]>;
}
