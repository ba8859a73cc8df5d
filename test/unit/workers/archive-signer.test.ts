import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readArchiveSigner } from '../../../workers/signing/signer.ts';
import { DOMAIN, DomainCertificate } from '../../support/domain-certificate.ts';
import { OpensslAuthority } from '../../support/timestamp-authority.ts';

const AUTHORITIES = `authorities:
- id: first
  url: https://one.example/tsr
  roots: tsa.pem
- id: second
  url: https://two.example/tsr
  roots: tsa.pem
`;

describe('what archives are signed with', () => {
  const certificate = new DomainCertificate();
  const other = new DomainCertificate({ domain: 'other.example', isRsa: true });
  const tsa = new OpensslAuthority('first');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-signer-'));
  let config: string;
  afterAll(() => {
    certificate.remove();
    other.remove();
    tsa.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    config = mkdtempSync(join(folder, 'each-'));
    mkdirSync(join(config, 'signing'));
    writeFileSync(join(config, 'timestamps.yml'), AUTHORITIES);
    writeFileSync(join(config, 'tsa.pem'), tsa.rootPem);
    give(certificate);
  });
  function give(one: DomainCertificate): void {
    copyFileSync(join(one.folder, 'chain.pem'), join(config, 'signing/chain.pem'));
    copyFileSync(join(one.folder, 'unit.key'), join(config, 'signing/key.pem'));
    chmodSync(join(config, 'signing/key.pem'), 0o600);
  }
  const settings = (change = {}) => {
    const all = {
      domain: DOMAIN,
      certificate: 'signing/chain.pem',
      key: 'signing/key.pem',
      authority: 'first',
    };
    const lines = Object.entries({ ...all, ...change }).map(([name, value]) => `${name}: ${value}\n`);
    writeFileSync(join(config, 'archive-signing.yml'), lines.join(''));
  };

  it('EVI-05 is nothing without the file: archives are not signed', async () => {
    expect(await readArchiveSigner(config)).toBeNull();
  });

  it('EVI-05 is a certificate of the domain with its chain, its key, and who stamps', async () => {
    settings();
    expect(await readArchiveSigner(config)).toMatchObject({ domain: DOMAIN, authority: { id: 'first' } });
    give(other);
    settings({ domain: 'other.example' });
    expect((await readArchiveSigner(config))?.key.asymmetricKeyType).toBe('rsa');
  });

  it('EVI-05 tells all its faults at once, with their places', async () => {
    settings({ domain: 'wrong.example', key: 'signing/none.pem', authority: 'third' });
    await expect(readArchiveSigner(config)).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringMatching(
        /:2:\d+: .*wrong\.example[\s\S]*:3:\d+: [\s\S]*:4:\d+: .*first, second.*third/,
      ),
    });
  });

  it.each<[string, () => void, RegExp]>([
    ['a key that others may read', () => chmodSync(join(config, 'signing/key.pem'), 0o640), /chmod 600/],
    [
      'the key of another certificate',
      () => copyFileSync(join(other.folder, 'unit.key'), join(config, 'signing/key.pem')),
      /key of the first certificate/,
    ],
    [
      'a key that is none',
      () => writeFileSync(join(config, 'signing/key.pem'), 'SECRET WORDS', { mode: 0o600 }),
      /^(?![\s\S]*SECRET WORDS)[\s\S]*private key in PEM/,
    ],
    [
      'a chain with a certificate left out',
      () =>
        writeFileSync(
          join(config, 'signing/chain.pem'),
          `${certificate.signer({} as never).chain[0].toString()}${certificate.rootPem}`,
        ),
      /issued the one before it/,
    ],
    [
      'a chain that is none',
      () => writeFileSync(join(config, 'signing/chain.pem'), 'none'),
      /certificates in PEM/,
    ],
  ])('EVI-05 is refused with %s', async (_, change, message) => {
    settings();
    change();
    await expect(readArchiveSigner(config)).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringMatching(message),
    });
  });
});
