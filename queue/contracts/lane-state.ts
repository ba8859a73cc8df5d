/** How a lane stands, without a word of what lies in it. */
export interface LaneState {
  /** Items that wait for somebody or are in somebody's hands. */
  readonly open: number;
  /** Those of them in somebody's hands, or that were left there. */
  readonly held: number;
  /** When the latest item came into the protection lane, still open or not, ISO 8601; `null` where none did, and of the other. */
  readonly entered: string | null;
  /** Questions to a colleague that nobody has answered. */
  readonly questions: number;
  /** When the latest answer to one came, ISO 8601; `null` where none did. */
  readonly answered: string | null;
}

export type LaneStates = Readonly<Record<'review' | 'protect', LaneState>>;
