import { domainToUnicode } from 'node:url';
import { NAMED_IN_TEXT } from '../../queue/contracts/index.ts';
import { asTyped } from '../../rules/index.ts';

/** Hosts of platforms and messengers: what stands there stands under somebody's account, and their names say nothing of an offer. */
const PLATFORMS: readonly string[] = [
  ...[
    't.me',
    'telegram.me',
    'telegram.org',
    'wa.me',
    'whatsapp.com',
    'signal.me',
    'viber.com',
    'imo.im',
    'line.me',
  ],
  ...[
    'facebook.com',
    'fb.me',
    'instagram.com',
    'threads.net',
    'x.com',
    'twitter.com',
    'tiktok.com',
    'snapchat.com',
  ],
  ...[
    'youtube.com',
    'youtu.be',
    'reddit.com',
    'bsky.app',
    'bsky.social',
    'mastodon.social',
    'vk.com',
    'ok.ru',
  ],
  ...[
    'discord.com',
    'discord.gg',
    'linkedin.com',
    'pinterest.com',
    'tumblr.com',
    'blogspot.com',
    'wordpress.com',
  ],
];

/** Parts of a path behind which boards and shops put whose page it is, and parts that are that by their first sign. */
const OF_SOMEBODY =
  /^[@~]|^(?:u|usr|users?|profile?s?|members?|memberlist|viewprofile|accounts?|people|person|authors?|sellers?|vendors?|posters?|owners?|contacts?|tel|phone|whatsapp|mailto|in)(?:\.[a-z]+)?$/i;
const QUERY_OF_SOMEBODY =
  /user|author|member|profil|account|phone|tel|mail|contact|name|seller|poster|owner|whatsapp|^u$|^uid$/i;
const PLAIN_VALUE = /^[\w.-]{0,80}$/;
/** A number of a record; longer ones could be telephone numbers. */
const MOST_RECORD_DIGITS = 9;
const LEAST_PHONE_DIGITS = 7;
const LEAST_NAME_LETTERS = 3;
/** Where a letter is a syllable or a word, two are a name. */
const LEAST_NAME_SYLLABLES = 2;
const SYLLABIC = /^[\p{Script=Han}\p{Script=Hangul}]+$/u;

/** Whether a host is a platform's: its own name, or one below it. */
export function isPlatform(hostname: string): boolean {
  return PLATFORMS.some((name) => hostname === name || hostname.endsWith(`.${name}`));
}

/**
 * Whether an address could name a person: a profile, a handle, a telephone number, mail, or something in the place of one.
 * Rather one too many: what is left out costs a place, what is let through could be somebody.
 * @param known names of the author and names in the text of the post; none of their letters may be in the address
 */
export function namesSomebody(url: URL, known: readonly string[] = []): boolean {
  const path = decoded(url.pathname);
  const query = [...url.searchParams];
  // A host in another script is told in ASCII (RFC 3492), which no name reads like.
  const whole = `${domainToUnicode(url.hostname)}${path}${query.flat().join(' ')}`;
  if (url.username !== '' || url.password !== '' || url.hash !== '' || path.includes('@')) return true;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => OF_SOMEBODY.test(segment))) return true;
  if (query.some(([name, value]) => QUERY_OF_SOMEBODY.test(name) || !PLAIN_VALUE.test(value))) return true;
  if ([...url.hostname.split('.'), ...segments, ...query.map(([, value]) => value)].some(couldBePhone))
    return true;
  const letters = bare(whole);
  return known.some((name) => isIn(letters, name));
}

/** Names that the text of a post or its author's field gives: handles, numbers, addresses, and each word of an author's name. */
export function namesIn(text: string, author: string | undefined): string[] {
  const inText = text.match(NAMED_IN_TEXT) ?? [];
  const words = author === undefined ? [] : [author, ...author.split(/[^\p{L}\p{N}]+/u)];
  return [...inText, ...words];
}

function isIn(letters: string, name: string): boolean {
  const wanted = bare(name);
  const least = SYLLABIC.test(wanted) ? LEAST_NAME_SYLLABLES : LEAST_NAME_LETTERS;
  return wanted.length >= least && letters.includes(wanted);
}

/** A number of a record is digits alone, and few; anything else with so many digits could be dialled. */
function couldBePhone(part: string): boolean {
  const digits = part.replaceAll(/\P{Nd}/gu, '');
  if (digits.length < LEAST_PHONE_DIGITS) return false;
  return digits !== part || digits.length > MOST_RECORD_DIGITS || digits.startsWith('0');
}

/** Letters and digits alone, without accents: addresses are mostly written without. */
function bare(text: string): string {
  return asTyped(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Encoded more than once, it is taken for what it says in the end. */
function decoded(path: string): string {
  let text = path;
  for (let turn = 0; turn < 3; turn += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      return '@';
    }
  }
  return text;
}
