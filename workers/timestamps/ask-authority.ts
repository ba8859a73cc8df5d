import { Agent, request } from 'undici';
import { portOf } from '../fetch/address.ts';
import { connectToOnePlace } from '../fetch/one-place-connector.ts';
import type { Authority } from './authorities.ts';

const TIMEOUT_MS = 15_000;
/** A token with its chain of certificates. */
const MAX_ANSWER_BYTES = 256 * 1024;
const PURPOSE = { what: 'time stamps', setting: 'network in config/timestamps.yml' } as const;

/**
 * Posts a request to an authority (RFC 3161, section 3.4) and to nobody else: the host and port of its address, in the network
 * that was named. No redirect is followed.
 * @returns TimeStampResp, DER; or the kind of failure: `http-503`, `media-type`
 * @throws whatever keeps an answer from coming
 */
export async function askAuthority(
  { url, network }: Authority,
  der: Uint8Array,
): Promise<Uint8Array | string> {
  const agent = new Agent({
    connect: connectToOnePlace({ host: url.hostname, port: portOf(url), network }, PURPOSE),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: der,
    });
    const bytes = new Uint8Array(await answer.body.arrayBuffer());
    if (answer.statusCode !== 200) return `http-${answer.statusCode}`;
    const type = String(answer.headers['content-type'] ?? '').split(';')[0];
    return type === 'application/timestamp-reply' ? bytes : 'media-type';
  } finally {
    await agent.close();
  }
}
