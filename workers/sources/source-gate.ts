import type { Clock } from '../../queue/runtime/clock.ts';
import type { Gate } from '../fetch/gate.ts';
import { refused } from '../fetch/source-faults.ts';
import { decideRequest, type Grounds } from './decide-request.ts';

export interface GateNotes {
  /** Takes the reason of each part of a page that was not asked for. A refusal that ends the round is thrown. */
  readonly onRefusal?: ((reason: string) => void) | undefined;
  /** Hears of each request that leaves: pages, their parts, redirects, robots.txt. */
  readonly onRequest?: (() => void) | undefined;
}

/** The gate of one round: every request asks the decision anew, with the time it is then. */
export function createSourceGate(
  grounds: Grounds,
  clock: Clock,
  { onRefusal, onRequest }: GateNotes = {},
): Gate {
  const { source } = grounds;
  return {
    check(url) {
      const refusal = decideRequest(grounds, clock.now(), url);
      if (refusal === null) return;
      throw refused(refusal.message, { reason: refusal.reason, source: source.id, host: url.host });
    },
    pauseMs: source.kind === 'import' ? 0 : source.authorisation.pauseSeconds * 1000,
    note: (reason) => onRefusal?.(reason),
    asked: () => onRequest?.(),
  };
}
