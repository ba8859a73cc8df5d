import { askOnePlace } from '../fetch/ask-one-place.ts';
import type { NetworkKind } from '../fetch/one-place-connector.ts';

const TIMEOUT_MS = 15_000;
/** What other clients take of a calendar; a header is far smaller. */
const MOST_ANSWER_BYTES = 10_000;
const PURPOSE = { what: 'OpenTimestamps', setting: 'network in config/opentimestamps.yml' } as const;

/** An answer with the status 200; or the kind of failure, such as `http-503`. */
export type Asked = { readonly bytes: Buffer } | { readonly reason: string };

/**
 * Asks a calendar or a source of block headers, and nobody else: the host and port of its address, in the network that was
 * named. No redirect is followed.
 * @param body what is posted; without it the path is read
 * @throws whatever keeps an answer from coming
 */
export async function ask(
  place: { readonly url: string; readonly network: NetworkKind },
  path: string,
  body?: Uint8Array,
): Promise<Asked> {
  const { status, body: bytes } = await askOnePlace({
    url: new URL(`${place.url}${path}`),
    network: place.network,
    purpose: PURPOSE,
    headers: { accept: 'application/vnd.opentimestamps.v1, text/plain, */*' },
    ...(body === undefined ? {} : { body }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MOST_ANSWER_BYTES,
  });
  return status === 200 ? { bytes } : { reason: `http-${status}` };
}
