import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { NewPasskey } from '../../queue/accounts/index.ts';

/** Present, and unlocked by its user (WebAuthn, "authenticator data"). */
const FLAGS = 0x05;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

export interface TestPasskey {
  readonly record: NewPasskey;
  /** What a browser hands over once the key signed a challenge. */
  answer(
    challenge: string,
    given?: { readonly counter?: number; readonly origin?: string },
  ): { readonly id: string; readonly [part: string]: unknown };
}

/** A passkey that signs what it is told to, for the page at `http://localhost`. */
export function testPasskey(): TestPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(16).toString('base64url');
  return {
    // COSE: type EC2, ES256, P-256, and the point (RFC 9053).
    record: {
      id,
      publicKey: Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]),
      counter: 0,
      transports: [],
    },
    answer(challenge, { counter = 0, origin = 'http://localhost' } = {}) {
      const client = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
      const counted = Buffer.alloc(5, FLAGS);
      counted.writeUInt32BE(counter, 1);
      const authenticatorData = Buffer.concat([sha256('localhost'), counted]);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), privateKey);
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}
