import { readFile } from 'node:fs/promises';
import { type NoteVerifier, parsePolicy, parseVkey, type WitnessPolicy } from '../../queue/log/index.ts';
import { AppError, codeOf, messageOf } from '../../queue/runtime/errors.ts';

/** No file can have such a name, or none has. */
const NO_FILE: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/**
 * @param given a verifier key, or a file with it
 * @throws AppError `usage.invalid`
 */
export async function readKey(given: string): Promise<NoteVerifier> {
  const itself = parseVkey(given);
  if (typeof itself !== 'string') return itself;
  const text = await readFile(given, 'utf8').catch((error: unknown) => {
    if (NO_FILE.includes(codeOf(error))) return null;
    throw new AppError('usage.invalid', `expected a verifier key in ${given}, but ${messageOf(error)}`);
  });
  const key = text === null ? itself : parseVkey(text);
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
