import { Agent, request } from 'undici';
import { portOf } from '../fetch/address.ts';
import { connectToOnePlace, type NetworkKind } from '../fetch/one-place-connector.ts';

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
  const url = new URL(`${place.url}${path}`);
  const { network } = place;
  const agent = new Agent({
    connect: connectToOnePlace({ host: url.hostname, port: portOf(url), network }, PURPOSE),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: MOST_ANSWER_BYTES,
  });
  try {
    const answer = await request(url, {
      method: body === undefined ? 'GET' : 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/vnd.opentimestamps.v1, text/plain, */*' },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return answer.statusCode === 200 ? { bytes } : { reason: `http-${answer.statusCode}` };
  } finally {
    await agent.close();
  }
}
