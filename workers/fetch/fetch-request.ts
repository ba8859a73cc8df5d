import type { Validators } from '../../queue/contracts/index.ts';
import { isLoopbackLiteral } from './address.ts';
import type { Exchange, HeaderPair } from './exchange.ts';
import type { Gate } from './gate.ts';

/** See `Robots`. */
export interface RedirectRules {
  /** @returns the pause that the host asks for */
  check(url: string, gate: Gate, signal: AbortSignal | undefined): Promise<{ readonly delayMs: number }>;
  checkKnown(url: string): void;
}

export interface FetchRequest {
  /** Asked about the address, and about each that a redirect leads to, at the moment of the request. */
  readonly gate: Gate;
  readonly accept?: string;
  /** @defaultValue 5 MiB, after decoding */
  readonly maxBytes?: number;
  /** From the first dial to the last byte, redirects included. @defaultValue the fetcher's */
  readonly deadlineMs?: number;
  /** Longer pause than the fetcher's, from a robots file's `Crawl-delay`; of the first host alone where `robots` is given. */
  readonly delayMs?: number;
  /** Rules of hosts (RFC 9309) that a redirect is held to; the first address was checked by who asks. */
  readonly robots?: RedirectRules;
  /** A page's own script or data file: no pause before it, still one request at a time. */
  readonly isSubresource?: boolean;
  /** Ask only for what changed since these; the answer may then be 304 without a body. */
  readonly validators?: Validators | undefined;
  /**
   * Headers with a key of the authority's own registered application, for an official interface: sent over https only
   * (loopback excepted), to this address only; a redirect ends the request.
   */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Statuses whose body is an answer too, where an interface tells by it what its status does not. @defaultValue none */
  readonly alsoAnswers?: readonly number[];
  /** Statuses by which this place asks for an account, where others mean a fault of their own by them. @defaultValue none */
  readonly refusals?: readonly number[] | undefined;
  /** Fields sent by POST instead of GET: for the token of an official interface, never to a page. */
  readonly form?: Readonly<Record<string, string>>;
  /** Takes each exchange as it went over the wire, redirects included, before anything is made of it. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FetchedAnswer {
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Buffer;
}

/** The demo's own web on this machine needs no pause; with 2 s per page its first posts would take half a minute. */
export function pauseAfter(
  url: URL,
  wanted: Pick<FetchRequest, 'delayMs' | 'gate' | 'isSubresource'>,
  minDelayMs: number,
): number {
  if (wanted.isSubresource === true || isLoopbackLiteral(url.hostname)) return 0;
  return Math.max(minDelayMs, wanted.delayMs ?? 0, wanted.gate.pauseMs);
}

/** What every request sends; keys of official interfaces come on top, and are in no exchange. */
export function headersOf({ accept, validators, form }: FetchRequest, userAgent: string): HeaderPair[] {
  return [
    ['user-agent', userAgent],
    ['accept', accept ?? '*/*'],
    ['accept-encoding', 'gzip, br, deflate'],
    ...(validators?.etag === undefined ? [] : [['if-none-match', validators.etag] as const]),
    ...(validators?.lastModified === undefined
      ? []
      : [['if-modified-since', validators.lastModified] as const]),
    ...(form === undefined ? [] : [['content-type', 'application/x-www-form-urlencoded'] as const]),
  ];
}

/** 206 is a part of a page, which we never ask for (RFC 9110 section 15.3.7); 304 is one only to a conditional request. */
export function isAnswer(status: number, { validators, alsoAnswers }: FetchRequest): boolean {
  if (status === 304) return validators !== undefined;
  if (alsoAnswers?.includes(status) === true) return true;
  return status >= 200 && status <= 299 && status !== 206;
}

export function isRedirect(status: number, headers: Readonly<Record<string, string>>): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}
