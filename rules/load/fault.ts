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

/** Finds the place of a value by its path; falls back to the nearest parent that exists. */
export type Locate = (path: readonly PropertyKey[], key?: string) => { line: number; column: number };
