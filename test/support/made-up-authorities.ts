import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRoots } from '../../workers/timestamps/authorities.ts';

const VALID = ['-not_before', '20200101000000Z', '-not_after', '20991231000000Z'];
const EXTENSIONS = {
  authority: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign',
  stamps:
    'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping',
};

/** A certificate of a name for the key of that name, by the key of another. */
export interface Certified {
  readonly by: string;
  readonly is: keyof typeof EXTENSIONS;
  readonly digest?: 'sha1' | 'sha256';
}

/** Certificates and tokens as anybody can make them with OpenSSL: of authorities that certify each other, by weak hashes, too many. */
export class MadeUpAuthorities {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vigie-made-up-'));
  #serial = 0;

  /**
   * @param names of who has a key; each is its own root as well
   * @param rsa which of them have one of RSA
   */
  constructor(names: readonly string[], rsa: readonly string[] = []) {
    writeFileSync(join(this.#folder, 'serial'), '01');
    writeFileSync(join(this.#folder, 'request.cnf'), '[req]\ndistinguished_name=name\n[name]\n');
    for (const [name, text] of Object.entries(EXTENSIONS))
      writeFileSync(join(this.#folder, `${name}.ext`), text);
    for (const name of names) {
      const kind = rsa.includes(name) ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
      this.#openssl(
        ...['req', '-new', '-config', 'request.cnf', '-newkey', ...kind],
        ...['-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`],
      );
      this.#openssl(
        ...['x509', '-req', '-in', `${name}.csr`, '-signkey', `${name}.key`, ...VALID],
        ...['-extfile', 'authority.ext', '-out', `${name}.pem`],
      );
    }
  }

  /** @returns PEM */
  root(name: string): string {
    return readFileSync(join(this.#folder, `${name}.pem`), 'utf8');
  }

  roots(name: string): Uint8Array[] {
    return parseRoots(this.root(name));
  }

  /** @returns PEM */
  certify(name: string, { by, is, digest = 'sha256' }: Certified): string {
    this.#serial += 1;
    this.#openssl(
      ...['x509', '-req', `-${digest}`, '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`],
      ...['-set_serial', String(this.#serial), ...VALID, '-extfile', `${is}.ext`, '-out', 'made.pem'],
    );
    return readFileSync(join(this.#folder, 'made.pem'), 'utf8');
  }

  /**
   * @param query TimeStampReq, DER
   * @param by whose key signs, with which certificate, and what comes along
   * @returns TimeStampResp, DER
   */
  reply(
    query: Uint8Array,
    by: {
      readonly key: string;
      readonly certificate: string;
      readonly chain?: readonly string[];
      readonly digest?: string;
    },
  ): Buffer {
    const { key, certificate, chain = [], digest = 'sha256' } = by;
    writeFileSync(join(this.#folder, 'query.tsq'), query);
    writeFileSync(join(this.#folder, 'signer.pem'), certificate);
    writeFileSync(join(this.#folder, 'along.pem'), chain.join(''));
    const lines = [
      '[tsa]',
      `serial = ${this.#folder}/serial`,
      `signer_digest = ${digest}`,
      'default_policy = 1.2.3.4',
      'digests = sha256',
      'ess_cert_id_alg = sha256',
    ];
    writeFileSync(join(this.#folder, 'tsa.cnf'), lines.join('\n'));
    this.#openssl(
      ...['ts', '-reply', '-config', 'tsa.cnf', '-section', 'tsa', '-queryfile', 'query.tsq'],
      ...['-signer', 'signer.pem', '-inkey', `${key}.key`, '-out', 'reply.tsr'],
      ...(chain.length === 0 ? [] : ['-chain', 'along.pem']),
    );
    return readFileSync(join(this.#folder, 'reply.tsr'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}
