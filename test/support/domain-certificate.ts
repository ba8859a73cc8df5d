import { execFileSync } from 'node:child_process';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseChain } from '../../workers/signing/chain.ts';
import type { ArchiveSigner } from '../../workers/signing/signer.ts';
import type { Authority } from '../../workers/timestamps/authorities.ts';

export const DOMAIN = 'unit.example';
const VALID = ['-not_before', '20200101000000Z', '-not_after', '20991231000000Z'];
const AUTHORITY = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n';

/** A certificate of a domain from an issuer between it and a root, made by OpenSSL: no code in common with what is tested. */
export class DomainCertificate {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-domain-'));

  constructor({ domain = DOMAIN, curve = 'P-384', valid = VALID, isRsa = false } = {}) {
    const ec = ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-nodes'];
    const kind = isRsa ? ['-newkey', 'rsa:2048', '-nodes'] : ec;
    const extensions = {
      root: `${AUTHORITY}subjectKeyIdentifier=hash`,
      issuer: `${AUTHORITY}subjectKeyIdentifier=hash`,
      unit: `basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:${domain}\nextendedKeyUsage=serverAuth`,
    };
    const signedBy = { root: null, issuer: 'root', unit: 'issuer' } as const;
    for (const name of ['root', 'issuer', 'unit'] as const) {
      writeFileSync(join(this.folder, `${name}.ext`), extensions[name]);
      this.#openssl(
        ...['req', '-new', ...(name === 'unit' ? kind : ec), '-keyout', `${name}.key`, '-out', `${name}.csr`],
        ...['-subj', `/CN=${name === 'unit' ? domain : `Invented ${name}`}`],
      );
      const by = signedBy[name];
      const issuing =
        by === null
          ? ['-signkey', 'root.key']
          : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'];
      this.#openssl(
        ...['x509', '-req', '-in', `${name}.csr`, ...issuing, ...(name === 'unit' ? valid : VALID)],
        ...['-extfile', `${name}.ext`, '-out', `${name}.pem`],
      );
    }
    writeFileSync(
      join(this.folder, 'chain.pem'),
      this.#read('unit.pem') + this.#read('issuer.pem') + this.rootPem,
    );
    chmodSync(join(this.folder, 'unit.key'), 0o600);
  }

  get rootPem(): string {
    return this.#read('root.pem');
  }

  get key(): KeyObject {
    return createPrivateKey(this.#read('unit.key'));
  }

  /** @param authority who stamps */
  signer(authority: Authority, domain = DOMAIN): ArchiveSigner {
    const chain = parseChain(this.#read('chain.pem'));
    if (typeof chain === 'string') throw new Error(chain);
    return { domain, chain, key: this.key, keyFile: join(this.folder, 'unit.key'), authority };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}
