import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type NoteVerifier, parsePolicy, parseVkey, type WitnessPolicy } from '../../queue/log/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/**
 * @param given a verifier key, or a file with it
 * @throws AppError `usage.invalid`
 */
export async function readKey(given: string): Promise<NoteVerifier> {
  const text = existsSync(given) ? await readFile(given, 'utf8').catch(messageOf) : given;
  const key = parseVkey(text);
  if (typeof key === 'string') throw new AppError('usage.invalid', key);
  return key;
}

/** @throws AppError `usage.invalid` with every fault of the file and its line */
export async function readPolicyFile(file: string): Promise<WitnessPolicy> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError('usage.invalid', `expected a policy in ${file}, but ${messageOf(error)}`);
  });
  const policy = parsePolicy(text);
  if ('witnesses' in policy) return policy;
  throw new AppError('usage.invalid', policy.map((fault) => `${file}: ${fault}`).join('\n'));
}
