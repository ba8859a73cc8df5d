import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** What the page of a behaviour says when it says anything. */
export const POST = 'four seats, Friday, نص عربي';

const BOMB_BYTES = 200 * 1024 * 1024;
const bombs = new Map<string, Buffer>();

/** 200 MiB of zeros, as few bytes as the format allows; made once. */
export function bombOf(format: 'gzip' | 'br' | 'deflate' | 'raw'): Buffer {
  const known = bombs.get(format);
  if (known !== undefined) return known;
  const zeros = Buffer.alloc(BOMB_BYTES);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  const make = { gzip: gzipSync, deflate: deflateSync, raw: deflateRawSync };
  const bomb = format === 'br' ? brotliCompressSync(zeros, quality) : make[format](zeros);
  bombs.set(format, bomb);
  return bomb;
}

/** Nothing, packed over and over: one at a time, a busy machine had not sent enough of them before the deadline. */
export function emptyMembers(count: number): Buffer {
  return Buffer.concat(new Array<Buffer>(count).fill(gzipSync('')));
}

/** Takes seconds, which would otherwise count against the deadline of whoever asks first. */
export function makeBombs(): void {
  for (const format of ['gzip', 'br', 'deflate', 'raw'] as const) bombOf(format);
}

/** A status line with header lines and the empty line. */
export function head(status: number, ...headers: string[]): Buffer {
  return Buffer.from(
    `HTTP/1.1 ${status} Said\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
    'latin1',
  );
}

export function page(content: string): string {
  return `<!doctype html><p class="post">${content}</p>`;
}

export function post(): Buffer {
  return Buffer.from(page(POST));
}

/** A page in Arabic (windows-1256) or Russian (windows-1251) whose only hint is its language. */
export function legacyPage(language: 'ar' | 'ru'): Buffer {
  const words = {
    // "four seats on Friday" in windows-1256 and in windows-1251.
    ar: 'c3d1c8dac920e3dec7dacf20ede6e320c7e1cce3dac9',
    ru: 'f7e5f2fbf0e520ece5f1f2e020e220effff2ede8f6f3',
  };
  const [before, after] = page('|').split('|');
  return Buffer.concat([
    Buffer.from(`<html lang=${language}>${before}`),
    Buffer.from(words[language], 'hex'),
    Buffer.from(after ?? ''),
  ]);
}

/** Writes `first`, then `again` as fast as the client takes it, until the client goes. */
export function endless(socket: Socket, first: Buffer, again: Buffer): void {
  socket.write(first);
  const write = (): void => {
    while (!socket.destroyed && socket.write(again));
  };
  socket.on('drain', write);
  write();
}

/** Writes `first`, then `again` every so many milliseconds, until the client goes. */
export function drip(socket: Socket, first: Buffer, again: Buffer, everyMs: number): void {
  socket.write(first);
  const timer = setInterval(() => socket.write(again), everyMs);
  socket.on('close', () => clearInterval(timer));
}
