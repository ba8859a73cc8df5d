import { Agent, request } from 'undici';
import type { PostToWitness } from '../../queue/log/index.ts';
import { portOf } from '../fetch/address.ts';
import { connectToOnePlace, type NetworkKind } from '../fetch/one-place-connector.ts';

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
    const place = { host: url.hostname, port: portOf(url), network };
    const agent = new Agent({
      connect: connectToOnePlace(place, PURPOSE),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: agent,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body,
      });
      return { status: answer.statusCode, body: await answer.body.text() };
    } finally {
      await agent.close();
    }
  };
}
