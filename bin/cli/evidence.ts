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
