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
    'signal.me',
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
/** Not a date alone. */
const NUMBER = String.raw`(?<!\p{Nd})(?!\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4}(?!\p{Nd}))\+?\p{Nd}(?:[\uFE0F\u20E3\p{Cf}]{0,4}[\s().\u2010-\u2015-]{0,2}\p{Cf}?\p{Nd}){8,}`;

/**
 * What a text names somebody by: handles, addresses of profiles and of mail, telephone numbers, also those in keycaps. Who reads
 * a post to judge it needs to see that there is one and not whose it is (MIN-03). To be used with the flags `giu`.
 */
export const NAMED_IN_TEXT = new RegExp([HANDLE, MAIL, PROFILE, NUMBER].join('|'), 'giu');

const READABLE = /[\p{L}\p{N}\p{M}]/u;

/** The same text with what it names somebody by covered, letter by letter: places in it stay where they are. */
export function coverNames(text: string): string {
  return text.replaceAll(NAMED_IN_TEXT, (name) =>
    [...name].map((letter) => (READABLE.test(letter) ? '•'.repeat(letter.length) : letter)).join(''),
  );
}
