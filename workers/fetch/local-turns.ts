import type { HostTurns, TurnEnding } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';

interface LocalTurn {
  holder: string | undefined;
  nextAtMs: number;
  failures: number;
  closed: { readonly why: NonNullable<TurnEnding['closed']>['why']; readonly untilMs: number } | undefined;
}

/**
 * Turns of one process without records, for tools and tests that only fetch. A collector that works beside others gets
 * the turns in the records.
 */
export function localTurns(clock: Clock): HostTurns {
  const turns = new Map<string, LocalTurn>();
  return {
    async take(host, holder, isPaced) {
      const turn = turns.get(host) ?? { holder: undefined, nextAtMs: 0, failures: 0, closed: undefined };
      turns.set(host, turn);
      const nowMs = clock.now();
      if (turn.closed !== undefined && turn.closed.untilMs > nowMs) {
        return { kind: 'closed', why: turn.closed.why, waitMs: turn.closed.untilMs - nowMs };
      }
      if (turn.holder !== undefined) return { kind: 'busy', why: 'held', waitMs: 0 };
      if (isPaced && turn.nextAtMs > nowMs)
        return { kind: 'busy', why: 'pause', waitMs: turn.nextAtMs - nowMs };
      turn.holder = holder;
      return { kind: 'taken', failures: turn.failures };
    },
    async keep(host, holder) {
      return turns.get(host)?.holder === holder;
    },
    async end(host, holder, { delayMs, failures, closed }) {
      const turn = turns.get(host);
      if (turn?.holder !== holder) return;
      const nowMs = clock.now();
      turn.holder = undefined;
      turn.failures = failures;
      turn.nextAtMs = Math.max(turn.nextAtMs, nowMs + delayMs);
      turn.closed = closed && { why: closed.why, untilMs: nowMs + closed.ms };
    },
  };
}
