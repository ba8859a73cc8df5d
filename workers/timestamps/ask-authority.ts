import { askOnePlace } from '../fetch/ask-one-place.ts';
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
  const { status, type, body } = await askOnePlace({
    ...{ url, network, purpose: PURPOSE },
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: der,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
  });
  if (status !== 200) return `http-${status}`;
  return type.split(';')[0] === 'application/timestamp-reply' ? new Uint8Array(body) : 'media-type';
}
