import type { Socket } from 'node:net';

/** One request and its answer, as they went over the wire. */
export interface Exchange {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** What was handed to the HTTP client, in order. */
  readonly requestHeaders: readonly HeaderPair[];
  /** Names of headers that went with it and are kept nowhere: they hold the key of a registered application. */
  readonly withheldHeaders: readonly string[];
  readonly status: number;
  readonly statusText: string;
  /** As they came: in order, with repetitions, values in ISO 8859-1. */
  readonly headers: readonly HeaderPair[];
  /** As it came, before any content coding was taken off; transfer codings are the HTTP client's matter. */
  readonly body: Buffer;
  /** Whether the body was read: that of a redirect is not. */
  readonly isBodyRead: boolean;
  /** When the request left, in milliseconds since 1970. */
  readonly atMs: number;
  readonly ends: SocketEnds | undefined;
}

export type HeaderPair = readonly [name: string, value: string];

/** Both ends of the socket of an exchange. */
export interface SocketEnds {
  readonly peer: string;
  readonly local: string;
}

export function endsOf({ remoteAddress, localAddress }: Socket): SocketEnds | undefined {
  if (remoteAddress === undefined || localAddress === undefined) return undefined;
  return { peer: remoteAddress, local: localAddress };
}

/** @param raw names and values, one after the other */
export function headerPairs(raw: unknown): HeaderPair[] {
  const flat = raw as readonly string[];
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? '']);
}

/** By small names; what came repeatedly is joined (RFC 9110 section 5.3). */
export function flatHeaders(pairs: readonly HeaderPair[]): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [given, value] of pairs) {
    const name = given.toLowerCase();
    flat[name] = flat[name] === undefined ? value : `${flat[name]}, ${value}`;
  }
  return flat;
}
