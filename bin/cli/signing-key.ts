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
  let text: string | undefined;
  try {
    text = await readFile(path, 'utf8');
    return readSigningKey(text);
  } catch (error) {
    throw new AppError(
      'usage.invalid',
      `expected a private Ed25519 key (PKCS #8, PEM) in ${path}, but ${otherThanKey(text) ?? messageOf(error)}; make one with "${maker}"`,
      { path },
      { cause: error },
    );
  }
}

/** What people have beside such a key and name in its place: of these OpenSSL tells numbers of its decoders. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN PUBLIC KEY-----/, 'found a public key'],
  [
    /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m,
    'found a private key under a passphrase',
  ],
  [/-----BEGIN OPENSSH PRIVATE KEY-----/, 'found a key of OpenSSH'],
];

/** @param text of the file; none where it could not be read */
function otherThanKey(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [, told] = OTHERS.find(([begins]) => begins.test(text)) ?? [];
  return told ?? (text.includes('-----BEGIN ') ? undefined : 'found no PEM');
}
