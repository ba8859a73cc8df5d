/** The share of unflagged posts of each language that is drawn, above 0 and at most 1. */
export interface SampledShares {
  readonly byLanguage: Readonly<Record<string, number>>;
  /** Of languages that little is known of yet. */
  readonly others: number;
}

/**
 * Sealed posts side by side, with all their bytes in two blocks: a hundred rows of small buffers cost the driver, and
 * the border of a thread, more than scoring the posts. `postIds`, `lengths` and the blocks run in parallel.
 */
export interface SealedBatch {
  readonly batchId: string;
  readonly sourceId: string;
  /** All posts that were staged together. */
  readonly postIds: readonly string[];
  /** Wrapped key of each post. */
  readonly keys: Uint8Array;
  /** Sealed text of each post. */
  readonly texts: Uint8Array;
  /** Bytes of each sealed text. */
  readonly lengths: readonly number[];
  /** The posts among them that are asked for. */
  readonly asked: readonly string[];
  /** The language that each of these was collected with. */
  readonly languages: readonly (string | null)[];
  /** Rules that are switched off. @defaultValue none */
  readonly holds?: readonly string[];
  /** How many of the posts that nothing flags are drawn to be judged unmarked. @defaultValue none */
  readonly sampled?: SampledShares;
}
