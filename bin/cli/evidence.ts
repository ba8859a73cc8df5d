import { hostname } from 'node:os';
import { type EvidenceStore, localStore, s3Store } from '../../queue/evidence/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import type { WorkerContext } from '../../workers/context.ts';
import { readVersion } from './program.ts';

/** Where this configuration keeps captures, and what this process says of itself in their records. */
export function openEvidence(config: Config): WorkerContext['evidence'] {
  return {
    store: openStore(config),
    station: {
      program: `Vigie ${readVersion()}`,
      host: hostname(),
      node: process.version,
      egress: config.egressAddress ?? null,
    },
  };
}

function openStore(config: Config): EvidenceStore {
  const { s3Endpoint: endpoint, s3Bucket: bucket, s3AccessKey: accessKey, s3SecretKey: secretKey } = config;
  if (endpoint === undefined || bucket === undefined || accessKey === undefined || secretKey === undefined)
    return localStore(config.evidenceDir);
  const { s3Region: region, s3PathStyle: pathStyle, s3LockMode: mode, s3LockDays: days } = config;
  const lock = mode === undefined || days === undefined ? undefined : { mode, days };
  return s3Store({ endpoint, bucket, region, pathStyle, accessKey, secretKey }, lock);
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
