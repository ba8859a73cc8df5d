/** Why nobody may ask a host just now. */
export type HostClosure =
  /** It said when to come back (`Retry-After`). */
  | 'retry-after'
  /** It answered 429 or 503 without saying when. */
  | 'refused'
  /** Its last requests failed one after another: the circuit is open. */
  | 'failing';

/** What a worker that asked for a host's turn hears. */
export type TurnAnswer =
  | {
      readonly kind: 'taken';
      /** Requests to this host that failed in a row before this one. */
      readonly failures: number;
    }
  /** Another request is under way, or the pause after the last one is not over. `waitMs` 0: it changed meanwhile. */
  | { readonly kind: 'busy'; readonly why: 'held' | 'pause'; readonly waitMs: number }
  | { readonly kind: 'closed'; readonly why: HostClosure; readonly waitMs: number };

/** How a turn ended. */
export interface TurnEnding {
  /** Pause before the next paced request, in milliseconds. */
  readonly delayMs: number;
  readonly failures: number;
  /** Nobody may ask the host for this long, in milliseconds. */
  readonly closed?: { readonly why: HostClosure; readonly ms: number };
}

/**
 * One request at a time per host, with a pause after it, whoever asks. A turn is held for a few seconds and must be
 * kept alive: that of a process that died frees itself.
 */
export interface HostTurns {
  /** @param isPaced whether the pause after the last request counts; a page's own script needs none */
  take(host: string, holder: string, isPaced: boolean): Promise<TurnAnswer>;
  /** Prolongs a turn. @returns whether `holder` still has it */
  keep(host: string, holder: string): Promise<boolean>;
  /** Ends a turn; nothing happens when `holder` has lost it. */
  end(host: string, holder: string, ending: TurnEnding): Promise<void>;
}

/** A turn that is not kept alive ends after this long, in milliseconds. */
export const TURN_LEASE_MS = 6000;
