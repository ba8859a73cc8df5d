/** The share of unflagged posts of each language that is drawn, above 0 and at most 1. */
export interface SampledShares {
  readonly byLanguage: Readonly<Record<string, number>>;
  /** Of languages that little is known of yet. */
  readonly others: number;
}

/**
 * Sealed posts side by side, with all their bytes in two blocks: a hundred rows of small buffers cost the driver, and
 * the border of a thread, more than scoring the posts.
 */
export interface SealedBatch {
  readonly batchId: string;
  readonly sourceId: string;
  /** All posts that were staged together. */
  readonly postIds: readonly string[];
  /** The wrapped key of them all. */
  readonly keys: Uint8Array;
  /** Their texts, sealed together. */
  readonly texts: Uint8Array;
  /**
   * `null`, but for posts that were staged before texts were sealed together: bytes of each sealed text, which then has a wrapped
   * key of its own, in the order of `postIds`.
   */
  readonly lengths: readonly number[] | null;
  /** The posts among them that are asked for. */
  readonly asked: readonly string[];
  /** The language that each of these was collected with. */
  readonly languages: readonly (string | null)[];
  /** Rules that are switched off. @defaultValue none */
  readonly holds?: readonly string[];
  /** How many of the posts that nothing flags are drawn to be judged unmarked. @defaultValue none */
  readonly sampled?: SampledShares;
}
