import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { bombOf, drip, emptyMembers, endless, head, legacyPage, POST, page, post } from './hostile-bytes.ts';

type Answer = (socket: Socket, path: string) => void;

const MIB = 1024 * 1024;
const html = (...headers: string[]) => head(200, 'content-type: text/html; charset=utf-8', ...headers);
const closed = (...headers: string[]) => html('connection: close', ...headers);
const encoded =
  (encoding: string, body: () => Buffer): Answer =>
  (socket) =>
    void socket.end(Buffer.concat([closed(`content-encoding: ${encoding}`), body()]));
const text = (value: string, encoding: BufferEncoding = 'latin1') => Buffer.from(value, encoding);
const says =
  (...parts: (string | Buffer)[]): Answer =>
  (socket) =>
    void socket.end(Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part))));

/** Every behaviour by its name, which is its path too. */
export const HOSTILE_ANSWERS = {
  // Size.
  'gzip-bomb': encoded('gzip', () => bombOf('gzip')),
  'br-bomb': encoded('br', () => bombOf('br')),
  'deflate-bomb': encoded('deflate', () => bombOf('deflate')),
  'raw-deflate-bomb': encoded('deflate', () => bombOf('raw')),
  'zstd-unasked': encoded('zstd', () => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x00])),
  'gzip-in-gzip': encoded('gzip, gzip', () => gzipSync(bombOf('gzip'))),
  'gzip-in-gzip-by-two-headers': (socket) =>
    void socket.end(
      Buffer.concat([closed('content-encoding: gzip', 'content-encoding: gzip'), gzipSync(bombOf('gzip'))]),
    ),
  'gzip-bomb-after-a-page': encoded('gzip', () => Buffer.concat([gzipSync(post()), bombOf('gzip')])),
  'endless-body': (socket) => endless(socket, closed(), Buffer.alloc(64 * 1024, 0x20)),
  'endless-gzip': (socket) => endless(socket, closed('content-encoding: gzip'), bombOf('gzip')),
  'endless-empty-gzip': (socket) => endless(socket, closed('content-encoding: gzip'), emptyMembers(3000)),
  'endless-chunks': (socket) => endless(socket, html('transfer-encoding: chunked'), text('1\r\n \r\n')),
  'one-gigabyte-declared': (socket) =>
    endless(socket, html('content-length: 1073741824'), Buffer.alloc(64 * 1024)),
  'one-huge-chunk-declared': (socket) =>
    endless(
      socket,
      Buffer.concat([html('transfer-encoding: chunked'), text('40000000\r\n')]),
      Buffer.alloc(64 * 1024),
    ),
  // Time.
  silence: () => {},
  drip: (socket) => drip(socket, closed(), text('<'), 20),
  'drip-of-headers': (socket) => drip(socket, text('HTTP/1.1 200 OK\r\n'), text('a: b\r\n'), 20),
  'drip-of-gzip': (socket) => drip(socket, closed('content-encoding: gzip'), gzipSync(''), 20),
  'stall-after-headers': (socket) => void socket.write(html('content-length: 100')),
  'stall-in-body': (socket) => void socket.write(Buffer.concat([html('content-length: 9999'), post()])),
  'endless-continue': (socket) => endless(socket, text(''), text('HTTP/1.1 100 Continue\r\n\r\n')),
  'retry-after-31-years': says(head(429, 'retry-after: 1000000000', 'content-length: 0')),
  // Headers.
  'endless-headers': (socket) =>
    endless(socket, text('HTTP/1.1 200 OK\r\n'), text('x-filler: aaaaaaaaaaaaaaaaaaaaaaaa\r\n')),
  'ten-thousand-headers': says(html(...Array.from({ length: 10_000 }, (_, n) => `x-header-${n}: 1`))),
  'header-of-a-megabyte': says(html(`x-big: ${'a'.repeat(MIB)}`)),
  'nul-in-header': says('HTTP/1.1 200 OK\r\nx-nul: a\0b\r\ncontent-length: 2\r\n\r\nhi'),
  'header-without-colon': says('HTTP/1.1 200 OK\r\nthis is no header\r\ncontent-length: 2\r\n\r\nhi'),
  'two-lengths': says(html('content-length: 5', 'content-length: 6'), 'hello!'),
  'length-and-chunks': says(
    html('content-length: 5', 'transfer-encoding: chunked'),
    '5\r\nhello\r\n0\r\n\r\n',
  ),
  'negative-length': says(html('content-length: -1'), 'hello'),
  'length-that-is-no-number': says(html('content-length: 0x10'), 'hello'),
  'endless-trailers': (socket) =>
    endless(
      socket,
      Buffer.concat([html('transfer-encoding: chunked'), text('1\r\n \r\n0\r\n')]),
      text('x-trailer: aaaaaaaaaaaaaaaaaaaa\r\n'),
    ),
  // Framing.
  'empty-reply': (socket) => void socket.end(),
  'reset-at-once': (socket) => void socket.resetAndDestroy(),
  'reset-in-body': (socket) =>
    void socket.write(Buffer.concat([html('content-length: 9999'), post()]), () => socket.resetAndDestroy()),
  'closes-while-we-decode': encoded('gzip', () => bombOf('gzip')),
  'closes-behind-a-full-buffer': (socket) => {
    // Exactly what a reader takes before it pauses, and then the end of the connection.
    socket.write(
      Buffer.concat([closed('content-encoding: gzip', 'content-length: 65536'), Buffer.alloc(65_536)]),
    );
    socket.end();
  },
  'length-too-long': (socket) => void socket.end(Buffer.concat([html('content-length: 9999'), post()])),
  'bad-chunk-size': says(html('transfer-encoding: chunked'), 'xyz\r\nhello\r\n0\r\n\r\n'),
  'chunk-without-end': says(html('transfer-encoding: chunked'), '5\r\nhel'),
  'http-0.9': says(post()),
  'not-http': says('SSH-2.0-OpenSSH_9.2\r\n'),
  'status-999': says('HTTP/1.1 999 Whatever\r\ncontent-length: 0\r\n\r\n'),
  'status-000': says('HTTP/1.1 000 Nothing\r\ncontent-length: 0\r\n\r\n'),
  'switching-protocols-unasked': says(
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  ),
  // Status.
  'not-modified-unasked': says('HTTP/1.1 304 Not Modified\r\n\r\n'),
  'no-content': says('HTTP/1.1 204 No Content\r\n\r\n'),
  'partial-unasked': says(head(206, 'content-range: bytes 0-4/9999', 'content-length: 5'), 'hello'),
  'redirect-loop': (socket, path) => void socket.end(head(302, `location: ${path}`, 'content-length: 0')),
  'redirect-grows': (socket, path) => void socket.end(head(302, `location: ${path}/a`, 'content-length: 0')),
  'redirect-to-a-megabyte': says(head(302, `location: /${'a'.repeat(60_000)}`, 'content-length: 0')),
  'redirect-to-nowhere': says(head(302, 'location: http://', 'content-length: 0')),
  'redirect-to-script': says(head(302, 'location: javascript:alert(1)', 'content-length: 0')),
  // Encoding.
  'gzip-that-is-none': encoded('gzip', () => text('no gzip at all')),
  'gzip-cut-off': encoded('gzip', () => gzipSync(post()).subarray(0, 40)),
  'gzip-with-a-wrong-sum': encoded('gzip', () => {
    const bytes = gzipSync(post());
    bytes.writeUInt32LE(1, bytes.length - 8);
    return bytes;
  }),
  'br-cut-off': encoded('br', () => brotliCompressSync(post()).subarray(0, 20)),
  'br-with-a-window-of-a-gigabyte': encoded('br', () =>
    brotliCompressSync(Buffer.alloc(8 * MIB), {
      params: { [constants.BROTLI_PARAM_LARGE_WINDOW]: 1, [constants.BROTLI_PARAM_LGWIN]: 30 },
    }),
  ),
  'deflate-cut-off': encoded('deflate', () => deflateSync(post()).subarray(0, 20)),
  'encoding-nobody-knows': encoded('sdch', () => post()),
  // Text. These are pages with one post, so that a post brought is right or none is.
  'gzip-with-garbage-behind': encoded('gzip', () => Buffer.concat([gzipSync(post()), text('garbage')])),
  'raw-deflate': encoded('deflate', () => deflateRawSync(post())),
  'utf-16-mark-under-utf-8': says(
    closed(),
    Buffer.concat([Buffer.from([0xff, 0xfe]), text(page(POST), 'utf16le')]),
  ),
  'two-marks': says(closed(), Buffer.concat([text('\uFEFF\uFEFF', 'utf8'), post()])),
  'charset-nobody-knows': says(
    head(200, 'content-type: text/html; charset=x-nothing', 'connection: close'),
    post(),
  ),
  'charset-utf-7': says(head(200, 'content-type: text/html; charset=utf-7', 'connection: close'), post()),
  'utf-8-labelled-latin': says(
    head(200, 'content-type: text/html; charset=iso-8859-1', 'connection: close'),
    post(),
  ),
  'arabic-labelled-utf-8': says(closed(), legacyPage('ar')),
  'cyrillic-labelled-utf-8': says(closed(), legacyPage('ru')),
  'nul-in-text': says(closed(), text(page(`a\0b ${POST}`), 'utf8')),
  'lone-surrogates': says(
    closed(),
    Buffer.concat([text(page('A').slice(0, -4)), Buffer.from([0xed, 0xa0, 0x80]), text('</p>')]),
  ),
  'two-hundred-levels': says(closed(), text('<div>'.repeat(200)), post()),
  'hundred-thousand-levels': says(closed(), text('<div>'.repeat(100_000)), post()),
  'attribute-bomb': says(
    closed(),
    text(`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=1`).join(' ')}>`),
    post(),
  ),
  'entity-bomb': says(closed(), text(page('&amp;'.repeat(200_000)))),
  'no-posts-but-binary': says(
    closed(),
    Buffer.from(Array.from({ length: 65_536 }, (_, n) => (n * 7919) % 256)),
  ),
} as const satisfies Record<string, Answer>;

export type HostileName = keyof typeof HOSTILE_ANSWERS;
