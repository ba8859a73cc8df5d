/** A mail that a person opens in their own program, reads and sends: nothing here does. */
export interface DraftMail {
  readonly from: { readonly name: string; readonly email: string };
  /** `null` where the platform takes no mail: the text goes into its form. */
  readonly to: { readonly name: string; readonly email: string } | null;
  readonly subject: string;
  readonly at: Date;
  /** Left part of the message id; the same notice has the same. */
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly {
    /** ASCII without quotes. */
    readonly name: string;
    readonly mediaType: string;
    readonly content: string;
  }[];
}

/**
 * Octets of UTF-8 in one encoded word: with `=?utf-8?B?` and `?=` around base64, and the name of the field before the first, a line
 * stays within 76 characters (RFC 2047, section 2).
 */
const WORD_BYTES = 36;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = [
  ...(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const),
] as const;

/**
 * Writes a message (RFC 5322, MIME: RFC 2045 to 2047). Lines are short, ASCII and end with CRLF; whatever else there is, is encoded.
 * `X-Unsent` lets mail programs open it as a draft.
 */
export function writeMail({ from, to, subject, at, id, text, attachments }: DraftMail): string {
  const boundary = `=_${id.replaceAll(/[^a-z0-9]/gi, '')}_notice`;
  const domain = from.email.slice(from.email.lastIndexOf('@') + 1);
  const lines = [
    `From: ${mailbox(from)}`,
    ...(to === null ? [] : [`To: ${mailbox(to)}`]),
    `Subject: ${encoded(subject)}`,
    `Date: ${dateOf(at)}`,
    `Message-ID: <${id}@${domain}>`,
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...part(boundary, 'text/plain; charset=utf-8', text),
    ...attachments.flatMap(({ name, mediaType, content }) =>
      part(boundary, mediaType, content, `attachment; filename="${name}"`),
    ),
    `--${boundary}--`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function part(boundary: string, mediaType: string, content: string, disposition?: string): string[] {
  const base64 = Buffer.from(content.replaceAll(/\r?\n/g, '\r\n')).toString('base64');
  return [
    `--${boundary}`,
    `Content-Type: ${mediaType}`,
    'Content-Transfer-Encoding: base64',
    ...(disposition === undefined ? [] : [`Content-Disposition: ${disposition}`]),
    '',
    ...(base64.match(/.{1,76}/g) ?? []),
  ];
}

function mailbox({ name, email }: { readonly name: string; readonly email: string }): string {
  const isPlain = /^[\w !#$%&'*+/=?^`{|}~-]{1,60}$/.test(name) && !name.includes('=?');
  return isPlain ? `"${name}" <${email}>` : `${encodedWords(name)}\r\n <${email}>`;
}

/** Short ASCII as it is, everything else in encoded words. */
function encoded(text: string): string {
  const isPlain = /^[\x20-\x7e]{0,60}$/.test(text) && !text.includes('=?');
  return isPlain ? text : encodedWords(text);
}

/** Encoded words, one a line, none of which ends in the middle of a letter. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const letter of text.replaceAll(/[\r\n\t]+/g, ' ')) {
    if (Buffer.byteLength(word + letter) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  words.push(word);
  return words.map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

/** RFC 5322, section 3.3, in UTC. */
function dateOf(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${DAYS[at.getUTCDay()]}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
