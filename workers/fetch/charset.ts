import { TextDecoder } from 'node:util';

/** How far into the bytes a declaration may stand (the HTML standard's prescan length). */
const PRESCAN_BYTES = 1024;

const BEGINNINGS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
  // "<?" without a mark: an XML declaration, which can be read in no other way (XML, appendix F; HTML standard, prescan).
  ['utf-16be', [0x00, 0x3c, 0x00, 0x3f]],
  ['utf-16le', [0x3c, 0x00, 0x3f, 0x00]],
];

/** What undeclared non-UTF-8 pages of a language most often are (the HTML standard's table of locale defaults). */
const LEGACY_DEFAULTS: Readonly<Record<string, string>> = {
  ar: 'windows-1256',
  ckb: 'windows-1256',
  fa: 'windows-1256',
  ur: 'windows-1256',
  bg: 'windows-1251',
  ru: 'windows-1251',
  uk: 'windows-1251',
  tr: 'windows-1254',
  vi: 'windows-1258',
  el: 'iso-8859-7',
};

/** Charsets in which every byte is a character, so that nothing ever tells a wrong label by itself. */
const SINGLE_BYTE = /^(?:windows-\d+|iso-8859-\d+(?:-i)?|koi8-[ru]|macintosh|x-mac-cyrillic|ibm866)$/;

/**
 * Text of a fetched body. The charset is taken from, in order: a byte-order mark, the Content-Type header, an XML or meta
 * declaration, UTF-8 when the bytes are valid UTF-8, the language's legacy default. A label that names no charset says
 * nothing, so the next in order counts. A declaration that the bytes belie is not believed: text in a single-byte charset is
 * all but never valid UTF-8 by chance, and a page that is mostly broken as the UTF-8 of its header is in the charset that it declares itself, or in its language's. Never
 * throws: what cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string, language?: string): string {
  const marked = decoderOf(markedCharset(bytes));
  if (marked !== undefined) return marked.decode(bytes);
  const inline = decoderOf(inlineCharset(bytes));
  const declared = decoderOf(headerCharset(contentType)) ?? inline;
  const utf8 = validUtf8(bytes);
  if (declared === undefined)
    return utf8 ?? decodeLegacy(bytes, language) ?? new TextDecoder('windows-1252').decode(bytes);
  if (utf8 !== undefined && SINGLE_BYTE.test(declared.encoding)) return utf8;
  const text = declared.decode(bytes);
  const isBelied = declared.encoding === 'utf-8' && utf8 === undefined && isMostlyLost(text);
  if (!isBelied) return text;
  // A server that says UTF-8 of everything: what the document says of itself is true then.
  if (inline !== undefined && inline.encoding !== 'utf-8') return inline.decode(bytes);
  return decodeLegacy(bytes, language) ?? text;
}

function validUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By the language that the caller or the page names; `undefined` for one without a usual legacy charset. */
function decodeLegacy(bytes: Uint8Array, language: string | undefined): string | undefined {
  const primary = (language ?? inlineLanguage(bytes) ?? '').toLowerCase().split('-')[0] ?? '';
  const charset = LEGACY_DEFAULTS[primary];
  if (charset === undefined) return undefined;
  const isKoi = charset === 'windows-1251' && isLowerCaseKoi(bytes);
  return new TextDecoder(isKoi ? 'koi8-u' : charset).decode(bytes);
}

/** Cyrillic text is mostly lower case, which windows-1251 has at 0xE0 to 0xFF and KOI8 at 0xC0 to 0xDF. */
function isLowerCaseKoi(bytes: Uint8Array): boolean {
  let low = 0;
  let high = 0;
  for (const byte of bytes) {
    if (byte >= 0xe0) high += 1;
    else if (byte >= 0xc0) low += 1;
  }
  return low > high;
}

/** Whether more was lost than came through beyond ASCII. */
function isMostlyLost(text: string): boolean {
  const lost = text.match(/\uFFFD/g)?.length ?? 0;
  const kept = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return lost > kept;
}

function markedCharset(bytes: Uint8Array): string | undefined {
  return BEGINNINGS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
}

function headerCharset(contentType: string): string | undefined {
  return /charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
}

function inlineCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES));
  const xml = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
  const found = xml ?? /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  // A declaration that we could read as ASCII cannot be UTF-16, whatever it says (HTML standard).
  return found !== undefined && /^utf-?16/i.test(found) ? 'utf-8' : found;
}

function inlineLanguage(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN_BYTES));
  return /<html[^>]{0,200}?\slang\s*=\s*["']?([a-z]{2,3})\b/i.exec(head)?.[1];
}

function decoderOf(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
