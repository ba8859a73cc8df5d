import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { publicKeyOf, readSigningKey } from '../../rules/index.ts';
import { EXIT } from './exit.ts';
import { approverLine, requireApproverId } from './listed-key.ts';
import { writeNewFile } from './new-file.ts';
import { outputPlace } from './output-place.ts';
import { ownData } from './program.ts';
import { say } from './terminal.ts';

/** Makes a key pair: the private half into a new file of its owner's, the public half for a list of approvers. */
export async function makeSigningKey(file: string, options: { readonly id: string }): Promise<number> {
  // First: a key that no list takes would lie about.
  requireApproverId(options.id);
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeNewFile(outputPlace(file, ownData()), () => privateKey.export({ type: 'pkcs8', format: 'pem' }));
  say(approverLine({ id: options.id, publicKey: publicKeyOf(privateKey) }));
  return EXIT.done;
}

/**
 * @param maker the command that makes such a key
 * @throws AppError `usage.invalid`
 */
export async function readPrivateKey(path: string, maker: string): Promise<KeyObject> {
  try {
    return readSigningKey(await readFile(path, 'utf8'));
  } catch (error) {
    throw new AppError(
      'usage.invalid',
      `expected a private Ed25519 key (PKCS #8, PEM) in ${path}, but ${messageOf(error)}; make one with "${maker}"`,
      { path },
      { cause: error },
    );
  }
}
