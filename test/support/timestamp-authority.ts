import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Authority } from '../../workers/timestamps/authorities.ts';
import { parseRoots } from '../../workers/timestamps/authorities.ts';

export const POLICY = '1.3.6.1.4.1.99999.1';

/** Stamps carry the time of this machine; a certificate that was made within the same second would come after it. */
const validUntil = (end: string) => ['-not_before', '20200101000000Z', '-not_after', end];
const LAST_DAY = '20991231000000Z';
const VALID = validUntil(LAST_DAY);

/** What RFC 3161 wants of the certificate that signs. */
const STAMPS = 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping';

/** A time-stamp authority of OpenSSL, with a root of its own: it shares no code with the client under test. */
export class OpensslAuthority {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-tsa-'));
  readonly #name: string;

  /** @param rootEnd when its root ends, YYYYMMDDHHMMSSZ */
  constructor(name: string, rootEnd = LAST_DAY) {
    this.#name = name;
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    this.#write(
      'ca.ext',
      'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash',
    );
    this.#write('tsa.ext', `basicConstraints=critical,CA:FALSE\n${STAMPS}`);
    this.#openssl('req', '-new', ...ec, '-keyout', 'ca.key', '-out', 'ca.csr', '-subj', `/CN=${name} root`);
    this.#openssl(
      'x509',
      '-req',
      '-in',
      'ca.csr',
      '-signkey',
      'ca.key',
      ...validUntil(rootEnd),
      '-extfile',
      'ca.ext',
      '-out',
      'ca.pem',
    );
    this.#openssl('req', '-new', ...ec, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', `/CN=${name}`);
    this.#openssl(
      ...['x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...VALID],
      ...['-extfile', 'tsa.ext', '-out', 'tsa.pem'],
    );
    this.#write('serial', '01');
    this.#write(
      'tsa.cnf',
      [
        '[tsa]',
        `dir = ${this.folder}`,
        'serial = $dir/serial',
        'signer_cert = $dir/tsa.pem',
        'certs = $dir/ca.pem',
        'signer_key = $dir/tsa.key',
        'signer_digest = sha256',
        `default_policy = ${POLICY}`,
        'digests = sha256, sha384, sha512',
        'accuracy = secs:1',
        'ess_cert_id_alg = sha256',
      ].join('\n'),
    );
  }

  get rootPem(): string {
    return readFileSync(join(this.folder, 'ca.pem'), 'utf8');
  }

  get roots(): Uint8Array[] {
    return parseRoots(this.rootPem);
  }

  /** @param query TimeStampReq, DER @returns TimeStampResp, DER */
  reply(query: Uint8Array): Buffer {
    this.#write('query.tsq', query);
    this.#openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'tsa',
      '-queryfile',
      'query.tsq',
      '-out',
      'reply.tsr',
    );
    return readFileSync(join(this.folder, 'reply.tsr'));
  }

  /** The same time stamp, signed with a certificate of the same authority that is for something else. */
  replyAs(extensions: string, query: Uint8Array): Buffer {
    this.reply(query);
    this.#openssl('ts', '-reply', '-in', 'reply.tsr', '-token_out', '-out', 'token.der');
    this.#openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token.der', '-out', 'info.der');
    this.#write('other.ext', `basicConstraints=critical,CA:FALSE\n${extensions}`);
    this.#openssl(
      ...['x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', ...VALID],
      ...['-extfile', 'other.ext', '-out', 'other.pem'],
    );
    this.#openssl(
      ...[
        'cms',
        '-sign',
        '-binary',
        '-nodetach',
        '-cades',
        '-econtent_type',
        'id-smime-ct-TSTInfo',
        '-in',
        'info.der',
      ],
      ...[
        '-signer',
        'other.pem',
        '-inkey',
        'tsa.key',
        '-certfile',
        'ca.pem',
        '-outform',
        'DER',
        '-out',
        'other.der',
      ],
    );
    const granted = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]);
    const body = Buffer.concat([granted, readFileSync(join(this.folder, 'other.der'))]);
    // A SEQUENCE of two bytes of length.
    return Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body]);
  }

  /** What OpenSSL says of a token over data. */
  verifies(data: Uint8Array, token: Uint8Array): boolean {
    this.#write('data', data);
    this.#write('token.tsr', token);
    try {
      return /Verification: OK/.test(
        this.#openssl('ts', '-verify', '-data', 'data', '-in', 'token.tsr', '-CAfile', 'ca.pem'),
      );
    } catch {
      return false;
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(name: string, content: string | Uint8Array): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, name), content);
  }

  #openssl(...args: string[]): string {
    try {
      return execFileSync('openssl', args, {
        cwd: this.folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      throw new Error(
        `openssl ${args.slice(0, 2).join(' ')} of ${this.#name}: ${(error as { stderr?: string }).stderr}`,
      );
    }
  }
}

/** How a server answers one request. */
export type Answer = (query: Buffer) => {
  readonly status?: number;
  readonly type?: string;
  readonly body: Uint8Array;
};

export interface ServedAuthority {
  readonly authority: Authority;
  /** Requests that came. */
  readonly queries: Buffer[];
  answer: Answer;
  close(): Promise<void>;
}

/** Serves an authority on loopback. */
export async function serveAuthority(
  id: string,
  tsa: OpensslAuthority,
  policy?: string,
): Promise<ServedAuthority> {
  const queries: Buffer[] = [];
  const served = { answer: ((query) => ({ body: tsa.reply(query) })) as Answer };
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const query = Buffer.concat(parts);
      queries.push(query);
      const { status = 200, type = 'application/timestamp-reply', body } = served.answer(query);
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`);
  return Object.assign(served, {
    authority: { id, url, network: 'loopback' as const, policy, roots: tsa.roots },
    queries,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
