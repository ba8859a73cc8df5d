import { Agent, request } from 'undici';
import { portOf } from './address.ts';
import { connectToOnePlace, type NetworkKind } from './one-place-connector.ts';

/** A request to a place that the operator named. */
export interface OnePlaceRequest {
  readonly url: URL;
  /** In which kind of network the place is. */
  readonly network: NetworkKind;
  /** What is asked and where its network is named, for the message of a refusal. */
  readonly purpose: { readonly what: string; readonly setting: string };
  readonly headers: Readonly<Record<string, string>>;
  /** What is posted; without it the address is read. */
  readonly body?: Uint8Array | string;
  /** For the whole of the answer, ms. */
  readonly timeoutMs: number;
  /** A longer answer is an error. */
  readonly maxBytes: number;
}

export interface OnePlaceAnswer {
  readonly status: number;
  /** Its `Content-Type`; empty where it has none. */
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Asks one place once and nobody else: the host and port of its address, in the network that was named. No redirect is followed,
 * and the connection ends with the answer.
 * @throws whatever keeps an answer from coming
 */
export async function askOnePlace(asked: OnePlaceRequest): Promise<OnePlaceAnswer> {
  const { url, network, purpose, headers, body, timeoutMs, maxBytes } = asked;
  const agent = new Agent({
    connect: connectToOnePlace({ host: url.hostname, port: portOf(url), network }, purpose),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxBytes,
  });
  try {
    const answer = await request(url, {
      method: body === undefined ? 'GET' : 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type'] ?? ''),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  } finally {
    await agent.close();
  }
}
