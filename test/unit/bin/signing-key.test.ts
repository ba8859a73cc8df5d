import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrivateKey } from '../../../bin/cli/signing-key.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-key-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const underPassphrase = { format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' } as const;

const read = (content: string | Buffer) => {
  const file = join(folder, 'key.pem');
  writeFileSync(file, content);
  return readPrivateKey(file, 'vigie rules release keygen');
};

describe('the file of a signing key', () => {
  it('holds a private Ed25519 key', async () => {
    expect((await read(privateKey.export({ type: 'pkcs8', format: 'pem' }))).equals(privateKey)).toBe(true);
  });

  it.each([
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }), 'found a public key'],
    [
      'a key under a passphrase',
      privateKey.export(underPassphrase),
      'found a private key under a passphrase',
    ],
    [
      'a key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
      'found a key of OpenSSH',
    ],
    [
      'a key of another kind',
      rsa.export({ type: 'pkcs8', format: 'pem' }),
      'an Ed25519 key is needed, not rsa',
    ],
    ['the key without PEM', privateKey.export({ type: 'pkcs8', format: 'der' }), 'found no PEM'],
    ['nothing', '', 'found no PEM'],
  ])('says what it found in place of one: %s', async (_what, content, told) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringMatching(
        new RegExp(`, but ${told}; make one with "vigie rules release keygen"$`),
      ),
    });
  });

  it('says that there is none', async () => {
    await expect(readPrivateKey(join(folder, 'none.pem'), 'x')).rejects.toThrow('but ENOENT');
  });
});
