import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { AwsV4Signer } from 'aws4fetch';
import ipaddr from 'ipaddr.js';
import { Agent, type Dispatcher, interceptors, request } from 'undici';

/** Where the bucket is, and as whom it is asked. */
export interface S3Place {
  /** Scheme, host and port. */
  readonly endpoint: URL;
  readonly bucket: string;
  readonly region: string;
  /** Whether the bucket is in the path; otherwise it is the first label of the host. */
  readonly pathStyle: boolean;
  readonly accessKey: string;
  readonly secretKey: string;
}

interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Of the object; empty: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** SHA-256 of the body, hexadecimal: signed, and held against what arrives by the store. */
  readonly bodyHash?: string;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly body: Buffer;
}

const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const IDLE_MS = 30_000;
const DEADLINE_MS = 5 * 60_000;
/** Far above any object; an answer without end is cut. */
const MAX_ANSWER_BYTES = 1024 ** 3;
/** Where plain HTTP may go (ipaddr.js names of ranges). */
const OWN_NETWORK: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/**
 * Sends signed requests (AWS Signature Version 4) to one bucket and nowhere else: no redirect is followed. What is asked
 * can be asked again without harm, so a busy store and a lost connection are tried three times.
 */
export function s3Client(place: S3Place): (wanted: S3Request) => Promise<S3Answer> {
  const dispatcher = new Agent({
    connect:
      place.endpoint.protocol === 'http:' ? { lookup: lookUpOwn, timeout: 10_000 } : { timeout: 10_000 },
    headersTimeout: IDLE_MS,
    bodyTimeout: IDLE_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  }).compose(interceptors.retry({ maxRetries: 2, minTimeout: 200, maxTimeout: 2000, throwOnError: false }));

  return async function send({ method, key = '', query = {}, headers = {}, body, bodyHash = EMPTY_HASH }) {
    const url = addressOf(place, key, query);
    requireOwnWithoutTls(url);
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, 'x-amz-content-sha256': bodyHash },
      ...{ accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
      ...{ service: 's3', region: place.region },
    }).sign();
    const answer = await request(signed.url, {
      method,
      dispatcher,
      headers: Object.fromEntries(signed.headers),
      body: body ?? null,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  };
}

function addressOf(
  { endpoint, bucket, pathStyle }: S3Place,
  key: string,
  query: Readonly<Record<string, string>>,
): URL {
  const url = new URL(endpoint);
  if (!pathStyle) url.hostname = `${bucket}.${endpoint.hostname}`;
  url.pathname = pathStyle ? `/${bucket}/${key}` : `/${key}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A name is looked up by the connection; an address as such is not. */
function requireOwnWithoutTls({ protocol, hostname }: URL): void {
  const host = hostname.replaceAll(/[[\]]/g, '');
  if (protocol === 'http:' && ipaddr.isValid(host)) requireOwn([host]);
}

/** Looks at the very addresses that are dialled. */
const lookUpOwn: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    try {
      requireOwn(found.map(({ address }) => address));
      callback(null, found);
    } catch (refusal) {
      callback(refusal as Error, []);
    }
  });
};

function requireOwn(addresses: readonly string[]): void {
  const outside = addresses.find((address) => !OWN_NETWORK.has(ipaddr.process(address).range()));
  if (outside === undefined) return;
  throw new Error(`its address ${outside} is not of the unit's own network; use https in VIGIE_S3_ENDPOINT`);
}
