import type { Clock } from '../../queue/runtime/clock.ts';
import type { Gate } from '../fetch/gate.ts';
import { refused } from '../fetch/source-faults.ts';
import { decideRequest, type Grounds } from './decide-request.ts';

/**
 * The gate of one round: every request asks the decision anew, with the time it is then.
 * @param note takes the reason of each part of a page that was not asked for
 */
export function createSourceGate(grounds: Grounds, clock: Clock, note: (reason: string) => void): Gate {
  const { source } = grounds;
  return {
    check(url) {
      const refusal = decideRequest(grounds, clock.now(), url);
      if (refusal === null) return;
      throw refused(refusal.message, { reason: refusal.reason, source: source.id, host: url.host });
    },
    pauseMs: source.kind === 'import' ? 0 : source.authorisation.pauseSeconds * 1000,
    note,
  };
}
