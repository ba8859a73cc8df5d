import { createHash, randomUUID } from 'node:crypto';
import type { Exchange, HeaderPair } from '../fetch/exchange.ts';

/** Where a response lies in its WARC file, for the index. */
export interface WarcPlace {
  readonly url: string;
  readonly atMs: number;
  readonly status: number;
  readonly mime: string;
  /** SHA-256 of the payload, `sha256:` and hexadecimal digits. */
  readonly digest: string;
  readonly offset: number;
  readonly length: number;
}

export interface Warc {
  readonly bytes: Buffer;
  readonly responses: readonly WarcPlace[];
}

const LINE = '\r\n';
/**
 * Codings of the transfer, not of the content: the HTTP client takes them off, and a reader that believed the header would
 * take off a second one. The header is kept under this name.
 */
const TRANSFER = 'transfer-encoding';
const TRANSFER_KEPT_AS = 'X-Archive-Orig-Transfer-Encoding';

/**
 * Exchanges as a WARC file (ISO 28500:2017, WARC/1.1): `warcinfo` first, then each response with its request, with digests of
 * block and payload and the server's address. The writers that there are keep headers in maps, which lose repeated ones.
 * @param info fields of the `warcinfo` record
 */
export function writeWarc(info: Readonly<Record<string, string>>, exchanges: readonly Exchange[]): Warc {
  const infoId = newId();
  const fields = Object.entries(info).map(([name, value]) => `${name}: ${value}${LINE}`);
  const startMs = exchanges[0]?.atMs ?? 0;
  const parts: Buffer[] = [
    record(
      [
        ['WARC-Type', 'warcinfo'],
        ['WARC-Record-ID', infoId],
        ['WARC-Date', dateOf(startMs)],
        ['Content-Type', 'application/warc-fields'],
      ],
      Buffer.from(fields.join('')),
      undefined,
    ),
  ];
  const responses: WarcPlace[] = [];
  let offset = parts[0]?.length ?? 0;
  for (const exchange of exchanges) {
    const responseId = newId();
    const response = responseRecord(exchange, infoId, responseId);
    const request = requestRecord(exchange, infoId, responseId);
    responses.push({
      url: exchange.url,
      atMs: exchange.atMs,
      status: exchange.status,
      mime: mimeOf(exchange),
      digest: digestOf(exchange.body),
      offset,
      length: response.length,
    });
    parts.push(response, request);
    offset += response.length + request.length;
  }
  return { bytes: Buffer.concat(parts), responses };
}

function responseRecord(exchange: Exchange, infoId: string, id: string): Buffer {
  const { status, statusText, headers, body, ends, isBodyRead } = exchange;
  const kept = headers.map(
    ([name, value]): HeaderPair => [name.toLowerCase() === TRANSFER ? TRANSFER_KEPT_AS : name, value],
  );
  const head = httpHead(`HTTP/1.1 ${status} ${statusText}`, kept);
  return record(
    [
      ...headersOf('response', exchange, infoId, id),
      ...(ends === undefined ? [] : [['WARC-IP-Address', ends.peer] as const]),
      ...(isBodyRead ? [] : [['WARC-Truncated', 'unspecified'] as const]),
    ],
    Buffer.concat([head, body]),
    body,
  );
}

function requestRecord(exchange: Exchange, infoId: string, responseId: string): Buffer {
  const { method, url, requestHeaders, ends } = exchange;
  const { host, pathname, search } = new URL(url);
  const head = httpHead(`${method} ${pathname}${search} HTTP/1.1`, [['host', host], ...requestHeaders]);
  return record(
    [
      ...headersOf('request', exchange, infoId, newId()),
      ['WARC-Concurrent-To', responseId],
      ...(ends === undefined ? [] : [['WARC-IP-Address', ends.peer] as const]),
    ],
    head,
    Buffer.alloc(0),
  );
}

function headersOf(
  type: 'request' | 'response',
  exchange: Exchange,
  infoId: string,
  id: string,
): HeaderPair[] {
  return [
    ['WARC-Type', type],
    ['WARC-Record-ID', id],
    ['WARC-Date', dateOf(exchange.atMs)],
    ['WARC-Target-URI', exchange.url],
    ['WARC-Warcinfo-ID', infoId],
    ['Content-Type', `application/http; msgtype=${type}`],
  ];
}

/** @param payload what its digest is taken of; `undefined`: the record has none */
function record(headers: readonly HeaderPair[], block: Buffer, payload: Buffer | undefined): Buffer {
  const all: HeaderPair[] = [
    ...headers,
    ['WARC-Block-Digest', digestOf(block)],
    ...(payload === undefined ? [] : [['WARC-Payload-Digest', digestOf(payload)] as const]),
    ['Content-Length', String(block.length)],
  ];
  const head = `WARC/1.1${LINE}${all.map(([name, value]) => `${name}: ${value}${LINE}`).join('')}${LINE}`;
  return Buffer.concat([Buffer.from(head), block, Buffer.from(LINE + LINE)]);
}

/** Header values are bytes; they were read as ISO 8859-1, and go back the same way. */
function httpHead(firstLine: string, headers: readonly HeaderPair[]): Buffer {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${lines.join(LINE)}${LINE}${LINE}`, 'latin1');
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function mimeOf({ headers }: Exchange): string {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return type.split(';', 1)[0]?.trim().toLowerCase() || 'unk';
}

function newId(): string {
  return `<urn:uuid:${randomUUID()}>`;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString();
}
