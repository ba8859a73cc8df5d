import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePolicy, type WitnessPolicy } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { NetworkKind } from '../fetch/one-place-connector.ts';
import { createPostToWitness } from './post-to-witness.ts';
import type { Witnesses } from './show-to-witnesses.ts';

const POLICY_FILE = 'witnesses.policy';

/**
 * Reads which witnesses cosign checkpoints of this log (C2SP tlog-policy), and in which network they are.
 * @returns `null` where the configuration folder has no such file
 * @throws AppError `config.invalid` with every fault and its line
 */
export async function readWitnesses(configDir: string, network: NetworkKind): Promise<Witnesses | null> {
  const file = join(configDir, POLICY_FILE);
  if (!existsSync(file)) return null;
  const policy = parsePolicy(await readFile(file, 'utf8'));
  const faults = 'witnesses' in policy ? addressFaults(policy, network) : policy;
  if ('witnesses' in policy && faults.length === 0) return { policy, post: createPostToWitness(network) };
  throw new AppError('config.invalid', faults.map((fault) => `${file}: ${fault}`).join('\n'), { faults });
}

function addressFaults({ witnesses }: WitnessPolicy, network: NetworkKind): string[] {
  const wanted = network === 'loopback' ? ['https:', 'http:'] : ['https:'];
  return witnesses.flatMap(({ name, url }) =>
    url === null || wanted.includes(url.protocol)
      ? []
      : [`expected an https address for the witness ${name}, found ${url.href}`],
  );
}
