import { hostname } from 'node:os';
import { localStore } from '../../queue/evidence/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { readVersion } from './program.ts';

/** Where this configuration keeps captures, and what this process says of itself in their records. */
export function openEvidence(config: Config): WorkerContext['evidence'] {
  return {
    store: localStore(config.evidenceDir),
    station: {
      program: `Vigie ${readVersion()}`,
      host: hostname(),
      node: process.version,
      egress: config.egressAddress ?? null,
    },
  };
}

/** Captures in a few words: by state, and for those that are none by reason. */
export function describeCaptures(
  counts: readonly { readonly state: string; readonly reason: string | null; readonly count: number }[],
): string {
  const states = ['captured', 'wanted', 'failed', 'erased'].map((state) => {
    const own = counts.filter((one) => one.state === state);
    const total = own.reduce((sum, { count }) => sum + count, 0);
    const reasons = own.flatMap(({ reason, count }) => (reason === null ? [] : [`${reason} ${count}`]));
    return `${total} ${state}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`;
  });
  return states.join(', ');
}
