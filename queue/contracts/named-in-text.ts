import { asRead, readAs } from './as-read.ts';

/** Names are written in any letters, with their marks: "josé" may be five signs, and Hindi is not read without its vowels. */
const LETTERS = String.raw`\p{L}\p{N}\p{M}_`;
const HOST = String.raw`[${LETTERS}-]+(?:\.[${LETTERS}-]+)+`;
const HANDLE = `(?<![${LETTERS}.])@[${LETTERS}][${LETTERS}.-]{2,}(?:@${HOST})?`;
/** Written without spaces, the sentence before an address would be a part of it. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;
/** No more signs before the @ than an address may have (RFC 5321): looked for from every letter of a long row, it took its square. */
const MAIL = `(?:(?!${UNSPACED})[${LETTERS}.+-]){1,64}@${HOST}`;
/** Where what follows a host, or the beginning of a path, is somebody's; what stands before it may be a name below it. */
const PROFILES = [
  ...[
    't.me',
    'telegram.(?:me|dog)',
    'wa.me',
    'whatsapp.com',
    'signal.(?:me|group)',
    'line.me',
    'imo.im',
    'vk.com',
    'ok.ru',
  ],
  ...[
    'tiktok.com',
    'facebook.com',
    'fb.me',
    'm.me',
    'instagram.com',
    'threads.(?:net|com)',
    'x.com',
    'twitter.com',
  ],
  ...['snapchat.com', 'bsky.app/profile', 'linkedin.com/in', 'reddit.com/u(?:ser)?'],
  ...['youtube.com/(?:channel|user|c)', 'discord.gg'],
].map((place) => place.replaceAll('.', String.raw`\.`).replaceAll('/', String.raw`\/`));
const PROFILE = String.raw`(?:https?:\/\/)?(?:${PROFILES.join('|')})\/[${LETTERS}@./?=+#%&:~-]+`;
/** Not before a date. Two digits behind two pairs are its year only where no pairs go on: numbers of France are "06.12.34.56.78". */
const NO_DATE = String.raw`(?<!\p{Nd})(?!\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-](?:\p{Nd}{4}(?!\p{Nd})|\p{Nd}{2}(?!\p{Nd}|\.\p{Nd}{2}\.\p{Nd}{2}|-\p{Nd}{2}-\p{Nd}{2})))`;
const SLASHED_PAIRS = String.raw`(?<!\p{Nd}|\/)\p{Nd}{2}(?:\/\p{Nd}{2}){4}(?![\p{Nd}/])`;
/** White space, without the one sign of it that nobody sees, and what else groups digits: in Arabic also the long line of a letter. */
const GROUPING = String.raw`[\t-\r _\u0640\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000().\u2010-\u2015\u2212-]`;
/**
 * The next digit, behind what makes a keycap of the one before and what groups them. No sign is of both kinds: two ways to read each gap are
 * hundreds to read a number, and 7,000 units of seven digits each with U+FEFF between took fifteen seconds.
 */
const NEXT = String.raw`(?:[\uFE0F\u20E3\p{Cf}]{0,4}${GROUPING}){0,2}[\uFE0F\u20E3\p{Cf}]{0,4}\p{Nd}`;
/** The zero that an area code begins with, in every script that the packs read digits of. */
const ZERO = '[0٠۰०০੦૦୦௦౦೦൦๐໐༠၀០]';
/** A slash stands behind an area code only, and behind that of a country: elsewhere between two numbers. */
const AREA = String.raw`(?:\+\p{Nd}(?:[ ()./-]{0,2}\p{Nd}){1,5}|\(?${ZERO}\p{Nd}{1,5}\)?) ?\/ ?(?!20\p{Nd}{2}(?!\p{Nd}))\p{Nd}{3}`;
/** Not a date alone. */
const NUMBER = String.raw`${NO_DATE}(?:\+?\p{Nd}(?:${NEXT}){8,}|${AREA}(?:${NEXT}){2,})|${SLASHED_PAIRS}`;

/**
 * What a text names somebody by: handles, addresses of profiles and of mail, telephone numbers, also those in keycaps. Who reads
 * a post to judge it needs to see that there is one and not whose it is (MIN-03). To be used with the flags `giu`.
 */
export const NAMED_IN_TEXT = new RegExp([HANDLE, MAIL, PROFILE, NUMBER].join('|'), 'giu');

const READABLE = /[\p{L}\p{N}\p{M}]/u;

/**
 * The same text with what it names somebody by covered, letter by letter: places in it stay where they are. What is found in the text as it
 * is read is covered, too: wide digits, bold letters or signs of no width kept numbers and addresses in sight.
 */
export function coverNames(text: string): string {
  const read = asRead(text);
  const isNamed = new Uint8Array(text.length);
  for (const { index, 0: name } of text.matchAll(NAMED_IN_TEXT)) isNamed.fill(1, index, index + name.length);
  // Most texts are read as they are typed, and searched once.
  if (read.text !== text)
    for (const { index, 0: name } of read.text.matchAll(NAMED_IN_TEXT))
      isNamed.fill(1, read.from[index], (read.from[index + name.length - 1] ?? 0) + 1);
  let at = 0;
  let covered = '';
  for (const character of text) {
    const isCovered = isNamed[at] === 1 && (READABLE.test(character) || READABLE.test(readAs(character)));
    covered += isCovered ? '•'.repeat(character.length) : character;
    at += character.length;
  }
  return covered;
}
