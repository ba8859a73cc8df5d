import type { PostToWitness } from '../../queue/log/index.ts';
import { askOnePlace } from '../fetch/ask-one-place.ts';
import type { NetworkKind } from '../fetch/one-place-connector.ts';

const TIMEOUT_MS = 10_000;
/** A handful of signature lines. */
const MAX_ANSWER_BYTES = 64 * 1024;

const PURPOSE = { what: 'witnesses', setting: 'VIGIE_WITNESS_NETWORK' } as const;

/**
 * Posts to witnesses and nobody else: each request dials the host and port of its own address, in a network that was named. No
 * redirect is followed.
 */
export function createPostToWitness(network: NetworkKind): PostToWitness {
  return async (url, body) => {
    const answer = await askOnePlace({
      ...{ url, network, purpose: PURPOSE },
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
    });
    return { status: answer.status, body: new TextDecoder().decode(answer.body) };
  };
}
