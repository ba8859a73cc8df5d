import { hash, sign, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedData } from '../../../queue/contracts/index.ts';
import { chainFault, keyOf, parseChain } from '../../../workers/signing/chain.ts';
import { checkSignedData } from '../../../workers/signing/check-signed-data.ts';
import { askForToken } from '../../../workers/timestamps/ask-for-token.ts';
import { formatRoots } from '../../../workers/timestamps/authorities.ts';
import { DOMAIN, DomainCertificate } from '../../support/domain-certificate.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';

const MANIFEST = `sha256:${hash('sha256', 'a manifest', 'hex')}`;
/** Bits 0 and 4: one that changes numbers, and one that changes what kind of thing follows. */
const CHANGES = [0x01, 0x10];

describe('a signature whose certificates were damaged', () => {
  const certificate = new DomainCertificate();
  const tsa = new OpensslAuthority('first');
  let served: ServedAuthority;
  let sound: SignedData;

  beforeAll(async () => {
    served = await serveAuthority('first', tsa);
    const { chain, key } = certificate.signer(served.authority);
    const signature = sign('sha256', Buffer.from(MANIFEST, 'ascii'), key).toString('base64');
    const stamp = await askForToken(served.authority, Buffer.from(signature, 'ascii'));
    if ('reason' in stamp) throw new Error(stamp.reason);
    sound = {
      hash: MANIFEST,
      created: `${new Date().toISOString().slice(0, 19)}Z`,
      software: 'test',
      version: '0.1.0',
      signature,
      domain: DOMAIN,
      domainCert: formatRoots(chain.map(({ raw }) => raw)),
      timeSignature: Buffer.from(stamp.token).toString('base64'),
      timestampCert: formatRoots(stamp.checked.certificates),
    };
  });
  afterAll(async () => {
    await served.close();
    certificate.remove();
    tsa.remove();
  });

  const check = (data: SignedData) =>
    checkSignedData(data, { manifest: MANIFEST, stampRoots: tsa.roots, domainRoots: null });

  it('EVI-12 is told by what was expected, whichever byte of whichever certificate it is', async () => {
    expect(await check(sound)).toEqual({ genTime: expect.any(Date) });
    const chain = [...certificate.signer(served.authority).chain].map(({ raw }) => raw);
    let unreadable = 0;
    for (const [at, der] of chain.slice(0, 2).entries())
      for (let place = 0; place < der.length; place += 1)
        for (const change of CHANGES) {
          const damaged = Buffer.from(der);
          damaged[place] = (damaged[place] ?? 0) ^ change;
          if (isUnreadableKey(damaged)) unreadable += 1;
          const domainCert = chain.map((one, index) => pem(index === at ? damaged : one)).join('');
          const answer = await check({ ...sound, domainCert });
          expect(answer, `byte ${place} of certificate ${at + 1}, ${change}`).toEqual(expect.any(String));
        }
    // Those that the library takes for a certificate, and whose key it throws at: what this is here for.
    expect(unreadable).toBeGreaterThan(50);
  });

  it('is told where it is the root that was given', () => {
    const { chain } = certificate.signer(served.authority);
    const [unit, issuer, root] = chain;
    if (!issuer || !root) throw new Error('expected three certificates');
    const given = parseChain(pem(withoutKey(root.raw)));
    if (typeof given === 'string') throw new Error(given);
    expect(chainFault([unit, issuer], new Date(), [given[0]])).toMatch(/root that was given/);
  });
});

function pem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function isUnreadableKey(der: Buffer): boolean {
  try {
    return keyOf(new X509Certificate(der)) === null;
  } catch {
    return false;
  }
}

/** The first damage of its bytes that leaves a certificate and no key. */
function withoutKey(der: Buffer): Buffer {
  for (let place = 0; place < der.length; place += 1) {
    const damaged = Buffer.from(der);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    if (isUnreadableKey(damaged)) return damaged;
  }
  throw new Error('expected a certificate with a key');
}
