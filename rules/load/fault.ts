/** Something wrong in a pack: where it stands (1-based) and a message that says what to do. */
export interface Fault {
  /** Relative to the packs folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Stable, `rules.<reason>`. */
  readonly code: string;
  readonly message: string;
}
