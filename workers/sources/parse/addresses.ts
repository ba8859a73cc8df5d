import { domainToUnicode } from 'node:url';
import { MAX_POST_LENGTH, sessionFree, trackingFree } from '../../../queue/contracts/index.ts';
import { escapePattern } from '../../../queue/runtime/escape-pattern.ts';

/** More than a post has that is no list of links. */
const MAX_ADDRESSES = 20;
/** So many are looked at; a page may go on for ever. */
const MAX_LOOKED_AT = 100;
/** In UTF-16 units, as much as browsers take. A longer one is cut and ends in an ellipsis. */
const MAX_LENGTH = 2000;
/** A text may name a host for ever; behind so many places its address counts as not said. */
const MAX_PLACES = 50;
const WEB: ReadonlySet<string> = new Set(['http:', 'https:']);
/** With so many digits a number is one subscriber's. */
const LONG_NUMBER = 7;
/** A number or mailbox; what is to be said there comes behind it. */
const REACHED = /^(tel|sms|mailto):(?:\/\/)?([^?;]+)/i;

/**
 * Where a link leads: an address of the web or of a messenger, a number or a mailbox, without any blank. `undefined` for
 * anything else, such as a script.
 */
export function addressOf(link: string, base?: string): string | undefined {
  const text = link.trim();
  const [, scheme, place] = REACHED.exec(text) ?? [];
  if (scheme !== undefined && place !== undefined) {
    const reached = decoded(place)
      .replaceAll(/[\s\p{C}]/gu, '')
      .replace(/^\/+/, '');
    return reached === '' ? undefined : `${scheme.toLowerCase()}:${reached}`;
  }
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return WEB.has(url.protocol) ? url.href : chatOf(url);
}

/** What opens a messenger's program at a chat, as its address of the web where it has one: so names in it are seen as names. */
function chatOf({ protocol, href, searchParams }: URL): string | undefined {
  const [name, phone, invitation, group] = ['domain', 'phone', 'invite', 'code'].map((key) => {
    const value = searchParams.get(key)?.replace(/^\s*\+?/, '');
    return value !== undefined && /^[\w-]+$/.test(value) ? value : undefined;
  });
  const secret = phone ?? invitation;
  switch (protocol) {
    case 'tg:':
      if (name !== undefined) return `https://t.me/${name}`;
      return secret === undefined ? undefined : `https://t.me/+${secret}`;
    case 'sgnl:':
      return /^sgnl:\/\/signal\.[a-z]+\//.test(href) ? href.replace('sgnl:', 'https:') : undefined;
    case 'whatsapp:':
      return group === undefined ? href : `https://chat.whatsapp.com/${group}`;
    case 'viber:':
      return href;
    default:
      return undefined;
  }
}

/**
 * A text with what a reader reaches from it in one press and does not read: each such address is a line of its own behind it,
 * where it tears no sentence apart and moves nothing that stands before it. What the text says whole already comes no second time.
 * Of whose visit an address was, and who passed it on, is left out.
 */
export function withAddresses(text: string, addresses: readonly string[]): string {
  if (addresses.length === 0) return text;
  const others = new Map(
    addresses.map((written) => {
      const address = nobodysVisit(written);
      return [bare(address), { written, address }];
    }),
  );
  const isSaid = createSearch(text.slice(0, MAX_POST_LENGTH));
  const hidden = [...others.values()]
    .slice(0, MAX_LOOKED_AT)
    // A longer one is cut, and so not said whole; and what a hostile text says of it would take seconds to find.
    .filter(
      ({ written, address }) => ![written, address].some((one) => one.length <= MAX_LENGTH && isSaid(one)),
    )
    .slice(0, MAX_ADDRESSES)
    .map(({ address }) => (address.length > MAX_LENGTH ? `${address.slice(0, MAX_LENGTH)}…` : address));
  return [text, ...hidden].filter((part) => part !== '').join('\n');
}

function nobodysVisit(address: string): string {
  if (!/^https?:.*[?;]/i.test(address)) return address;
  return trackingFree(sessionFree(new URL(address))).href;
}

/** Tells whether a text has the whole of an address, with or without its scheme. */
function createSearch(text: string): (address: string) => boolean {
  let numbers: string | undefined;
  return (address) => {
    const [, scheme, place] = REACHED.exec(address) ?? [];
    if (place === undefined) {
      return formsOf(bare(address)).some((form) => saysAddress(text, form));
    }
    if (scheme === 'mailto') return text.toLowerCase().includes(place.toLowerCase());
    numbers ??= numbersIn(text);
    return saysNumber(numbers, place.replaceAll(/\D/g, ''));
  };
}

/** As a text may write it: with percent signs or without, and its host in letters of any script. */
function formsOf(address: string): readonly string[] {
  const [host = ''] = address.split(/[/:?#]/, 1);
  const readable = host.startsWith('xn--') || host.includes('.xn--') ? domainToUnicode(host) : host;
  const read = `${readable === '' ? host : readable}${address.slice(host.length)}`;
  return [...new Set([address, decoded(address), read, decoded(read)])];
}

/** A text with its numbers written in plain digits, without the signs that people put between them. */
function numbersIn(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/\p{Nd}/gu, plainDigit);
  return plain.replaceAll(/(?<=\d)[^\p{L}\p{N}]{1,3}(?=\d)/gu, '');
}

/** Two numbers beside each other have become one, so that a long one may stand anywhere; a short one is found in every sum. */
function saysNumber(numbers: string, digits: string): boolean {
  if (digits === '') return false;
  if (digits.length >= LONG_NUMBER) return numbers.includes(digits);
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(numbers);
}

/** Decimal digits stand in runs of ten, each of which begins behind a character that is none. */
function plainDigit(digit: string): string {
  let first = digit.codePointAt(0) ?? 0;
  const code = first;
  while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String(code - first);
}

/** Of a host capitals make no difference; behind it they do, as in invitations. */
function saysAddress(text: string, form: string): boolean {
  const [host = ''] = form.split(/[/?#]/, 1);
  const path = form.slice(host.length);
  const places = text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}.@_-])(?:www\\.)?${escapePattern(host)}`, 'giu'));
  let looked = 0;
  for (const { index, 0: found } of places) {
    looked += 1;
    if (looked > MAX_PLACES) return false;
    const behind = index + found.length;
    if (
      text.startsWith(path, behind) &&
      !GOES_ON.test(text.slice(behind + path.length, behind + path.length + 3))
    )
      return true;
  }
  return false;
}

/** An address ends before what may end a sentence, or a slash that says nothing. */
const GOES_ON = /^[/.,:;!?…]*[\p{L}\p{N}_+=&%#@~-]/u;

/** Without its scheme, `www.` and the slash at its end: what is the same without them leads to the same place. */
function bare(address: string): string {
  return address.replace(/^(?:https?:\/\/(?:www\.)?|(?:tel|sms):)/i, '').replace(/\/+$/, '');
}

/** Without percent signs; as it stands where they are none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
