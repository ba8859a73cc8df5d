import { createHash } from 'node:crypto';
import type { RobotsRecord } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Gate } from './gate.ts';
import { readRules } from './robots-rules.ts';
import type { Fetcher } from './safe-fetch.ts';
import { refused, unreachable } from './source-faults.ts';

/** RFC 9309 section 2.4: a robots file may be used for at most a day. */
const MAX_AGE_MS = 86_400_000;
/** A robots file that failed is asked for again after a minute; until then everything on its host fails the same way. */
const MAX_FAILURE_AGE_MS = 60_000;
/** RFC 9309 section 2.5: parse at least 500 KiB; more is cut. */
const MAX_ROBOTS_BYTES = 500 * 1024;
const MAX_DOWNLOAD_BYTES = 5 * 1024 * 1024;
const MAX_CRAWL_DELAY_MS = 60_000;
/** Faults that any source would meet at the host. */
const OF_THE_HOST: readonly string[] = ['source.unreachable', 'source.blocked', 'source.changed'];

export interface RobotsVerdict {
  /** What the host asks for with `Crawl-delay`, in milliseconds, at most a minute. */
  readonly delayMs: number;
  /** What this decision rests on, for the records: another round may have read the file anew a moment later. */
  readonly record: RobotsRecord;
}

export interface Robots {
  /**
   * @throws AppError `source.refused` when the gate says no (the host's robots file is then not asked for either), or when the host's robots file disallows the address for our user agent. When the
   * file cannot be read (5xx, 429, network, a redirect to another host), the fault of that request: it counts as a refusal (RFC 9309 section 2.3.1.4);
   * any other 4xx means that the host has no rules.
   */
  check(url: string, gate: Gate, signal: AbortSignal | undefined): Promise<RobotsVerdict>;
  /**
   * The same by what is known of the host already, without asking it: for a redirect within a host whose turn is held.
   * @throws AppError `source.refused`
   */
  checkKnown(url: string): void;
  /** What the host's file says about the address, for the records; `undefined` while it was not asked for. */
  recordOf(url: string): RobotsRecord | undefined;
}

interface Rules {
  readonly isAllowed: (url: string) => boolean;
  readonly delayMs: number;
  readonly fault?: AppError;
  readonly expiresAtMs: number;
  /** SHA-256 of the file as read; `null` where there is none. */
  readonly sha256: string | null;
}

/**
 * @param productToken the name that robots files address us by, such as `Vigie`.
 */
export function createRobots(fetcher: Fetcher, clock: Clock, productToken: string): Robots {
  const cache = new Map<string, Promise<Rules>>();
  const settled = new Map<string, Rules>();
  /** What one source may not ask for says nothing about the host: it is kept for its round alone, which a gate stands for. */
  const refusals = new WeakMap<Gate, Map<string, AppError>>();

  async function rulesOf(origin: string, gate: Gate, signal: AbortSignal | undefined): Promise<Rules> {
    const known = await cache.get(origin)?.catch(() => undefined);
    if (known !== undefined && clock.now() < known.expiresAtMs) return known;
    const refusal = refusals.get(gate)?.get(origin);
    if (refusal !== undefined) throw refusal;
    const loading = load(origin, gate, signal);
    cache.set(origin, loading);
    try {
      const rules = await loading;
      settled.set(origin, rules);
      return rules;
    } catch (error) {
      if (cache.get(origin) === loading) cache.delete(origin);
      if (error instanceof AppError && error.code === 'source.refused')
        refusals.set(gate, new Map(refusals.get(gate)).set(origin, error));
      throw error;
    }
  }

  async function load(origin: string, gate: Gate, signal: AbortSignal | undefined): Promise<Rules> {
    const url = `${origin}/robots.txt`;
    try {
      const answer = await fetcher.fetch(url, {
        gate: withinHost(gate, new URL(url).host),
        accept: 'text/plain, */*;q=0.1',
        maxBytes: MAX_DOWNLOAD_BYTES,
        signal,
        isSubresource: true,
      });
      const { isAllowed, delaySeconds } = readRules(textOf(answer.body), productToken);
      return {
        sha256: createHash('sha256').update(answer.body).digest('hex'),
        isAllowed,
        delayMs: Math.min(delaySeconds * 1000, MAX_CRAWL_DELAY_MS),
        expiresAtMs: clock.now() + MAX_AGE_MS,
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const status = error.details.status;
      const isMissing = typeof status === 'number' && status >= 400 && status <= 499 && status !== 429;
      if (isMissing)
        return { isAllowed: () => true, delayMs: 0, expiresAtMs: clock.now() + MAX_AGE_MS, sha256: null };
      // What ended one source's request, such as a stop, would end those of all others of the host for as long.
      if (!OF_THE_HOST.includes(error.code)) throw error;
      const expiresAtMs = clock.now() + MAX_FAILURE_AGE_MS;
      return { isAllowed: () => false, delayMs: 0, fault: error, expiresAtMs, sha256: null };
    }
  }

  return {
    async check(url, gate, signal) {
      const parsed = new URL(url);
      gate.check(parsed);
      const { origin, host } = parsed;
      const rules = await rulesOf(origin, gate, signal);
      if (rules.fault !== undefined) throw rules.fault;
      const record = recordUnder(rules, url);
      if (record.verdict === 'disallowed') throw disallowed(host, rules);
      return { delayMs: rules.delayMs, record };
    },
    checkKnown(url) {
      const { origin, host } = new URL(url);
      const rules = settled.get(origin);
      if (rules !== undefined && !rules.isAllowed(url)) throw disallowed(host, rules);
    },
    recordOf(url) {
      const rules = settled.get(new URL(url).origin);
      return rules && recordUnder(rules, url);
    },
  };
}

/**
 * The gate of a request for a host's robots file. Which hosts a source may ask differs from source to source, and what a
 * file says must not: one that lies at another host cannot be read by any of them.
 */
function withinHost(gate: Gate, host: string): Gate {
  return {
    check(url) {
      if (url.host !== host) {
        const message = `expected the robots.txt of ${host} there, found a redirect to ${url.host}; if the source has moved there, its authorisation and its url must say so`;
        throw unreachable(message, { reason: 'robots-elsewhere', host });
      }
      gate.check(url);
    },
    pauseMs: gate.pauseMs,
    note: (reason) => gate.note(reason),
    asked: () => gate.asked(),
  };
}

function disallowed(host: string, { sha256 }: Rules): AppError {
  const message = `${host} disallows this address in its robots.txt; choose another source or ask the host`;
  return refused(message, { reason: 'robots', host, robotsSha256: sha256 });
}

function recordUnder({ sha256, fault, isAllowed }: Rules, url: string): RobotsRecord {
  if (fault !== undefined) return { verdict: 'unreachable', sha256 };
  if (!isAllowed(url)) return { verdict: 'disallowed', sha256 };
  return { verdict: sha256 === null ? 'none' : 'allowed', sha256 };
}

/** A file that is too long ends with its last whole line: half an address would be another rule. */
function textOf(body: Buffer): string {
  if (body.length <= MAX_ROBOTS_BYTES) return body.toString('utf8');
  const cut = body.subarray(0, MAX_ROBOTS_BYTES);
  return cut.subarray(0, Math.max(cut.lastIndexOf(0x0a), cut.lastIndexOf(0x0d)) + 1).toString('utf8');
}
