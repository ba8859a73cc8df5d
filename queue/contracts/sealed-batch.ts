/** One sealed post, as whoever opens it needs it. */
export interface StoredText {
  readonly id: string;
  readonly sourceId: string;
  readonly language: string | null;
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

/**
 * Sealed posts side by side, with all their bytes in one block: a hundred rows of small buffers cost the driver, and
 * the border of a thread, more than scoring the posts.
 */
export interface SealedBatch {
  /** The batch in which they were staged. */
  readonly batchId: string;
  readonly ids: readonly string[];
  readonly sourceIds: readonly string[];
  readonly languages: readonly (string | null)[];
  readonly keyLengths: readonly number[];
  readonly textLengths: readonly number[];
  /** Wrapped key and sealed text of each post in turn. */
  readonly bytes: Uint8Array;
}

/** The posts of a batch, one by one; their bytes are views on the block. */
export function splitBatch(batch: SealedBatch): StoredText[] {
  let at = 0;
  const take = (length = 0): Uint8Array => {
    at += length;
    return batch.bytes.subarray(at - length, at);
  };
  return batch.ids.map((id, index) => ({
    id,
    sourceId: batch.sourceIds[index] ?? '',
    language: batch.languages[index] ?? null,
    wrappedKey: take(batch.keyLengths[index]),
    sealed: take(batch.textLengths[index]),
  }));
}
