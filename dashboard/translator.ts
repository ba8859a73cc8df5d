import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, fetch } from 'undici';
import { AppError, messageOf } from '../queue/runtime/errors.ts';

export interface Translator {
  /**
   * A text in another language, as a machine puts it.
   * @param from BCP 47 tag of the text's language, `und` where nobody knows it
   * @param to two letters of ISO 639-1
   * @throws AppError `translator.unavailable`
   */
  translate(text: string, from: string, to: string): Promise<Translated>;
}

export interface Translated {
  readonly text: string;
  /** Whether only the beginning was translated. */
  readonly isCut: boolean;
}

/** UTF-16 units sent at once: machines are slow, and a reviewer waits. */
const LONGEST = 5000;
const DEADLINE_MS = 30_000;
/** Where a unit's own service may stand (ipaddr.js names of ranges). A post goes to no other address. */
const OWN_NETWORK: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/**
 * A service of the unit's own that speaks LibreTranslate's interface: `POST /translate` with `q`, `source`, `target` and
 * `format`, answered by `translatedText` (docs.libretranslate.com, "API usage").
 */
export function createTranslator(address: string): Translator {
  const url = new URL('translate', address.endsWith('/') ? address : `${address}/`);
  const dispatcher = new Agent({ connect: { lookup: lookUpOwn } });
  return {
    async translate(text, from, to) {
      const part = text.slice(0, LONGEST).toWellFormed();
      refuseOutside([url.hostname.replaceAll(/[[\]]/g, '')].filter(ipaddr.isValid));
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ q: part, source: sourceOf(from), target: to, format: 'text' }),
        signal: AbortSignal.timeout(DEADLINE_MS),
        dispatcher,
      }).catch((error: unknown) => {
        const cause = error instanceof Error ? (error.cause ?? error) : error;
        throw cause instanceof AppError ? cause : unavailable(`it gave no answer (${messageOf(cause)})`);
      });
      const answer: unknown = await response.json().catch(() => null);
      const translated = (answer as { translatedText?: unknown } | null)?.translatedText;
      if (!response.ok || typeof translated !== 'string') throw unavailable(`HTTP ${response.status}`);
      return { text: translated, isCut: text.length > LONGEST };
    },
  };
}

/** The service has one name for a language; what is written in other letters than usual it is left to find out. */
function sourceOf(language: string): string {
  const [base = 'und', ...rest] = language.split('-');
  return base === 'und' || rest.includes('Latn') ? 'auto' : base;
}

/** Looks at the very addresses that are dialled. */
const lookUpOwn: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, []);
    try {
      refuseOutside(found.map(({ address }) => address));
      callback(null, found);
    } catch (refusal) {
      callback(refusal as Error, []);
    }
  });
};

/** @throws AppError `translator.unavailable` */
function refuseOutside(addresses: readonly string[]): void {
  const outside = addresses.find((address) => !OWN_NETWORK.has(ipaddr.process(address).range()));
  if (outside === undefined) return;
  throw unavailable(`its address ${outside} is not of the unit’s own network; posts go nowhere else`);
}

function unavailable(why: string): AppError {
  return new AppError(
    'translator.unavailable',
    `Expected the unit’s translation service to answer, but ${why}.`,
  );
}
