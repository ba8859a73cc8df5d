import { TextDecoder } from 'node:util';

/** How far into the bytes a declaration may stand (the HTML standard's prescan length). */
const PRESCAN_BYTES = 1024;

const BYTE_ORDER_MARKS: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
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

/**
 * Text of a fetched body. The charset is taken from, in order: a byte-order mark, the Content-Type header, an XML or meta
 * declaration, UTF-8 when the bytes are valid UTF-8, the language's legacy default. Never throws: what cannot be decoded
 * becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string, language?: string): string {
  const declared = markedCharset(bytes) ?? headerCharset(contentType) ?? inlineCharset(bytes);
  const decoder = declared === undefined ? undefined : decoderOf(declared);
  if (decoder !== undefined) return decoder.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const primary = (language ?? '').toLowerCase().split('-')[0] ?? '';
    return new TextDecoder(LEGACY_DEFAULTS[primary] ?? 'windows-1252').decode(bytes);
  }
}

function markedCharset(bytes: Uint8Array): string | undefined {
  return BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
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

function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
