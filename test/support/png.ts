import { inflateSync } from 'node:zlib';

/** A picture's pixels, row by row; PNG of 8 bits a channel, without interlacing (RFC 2083). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytes: Buffer;
}

/** Names of the chunks of a PNG file, in order. */
export function chunksOf(png: Buffer): string[] {
  return chunks(png).map(({ name }) => name);
}

/** The share of pixels that are black, from 0 to 1. */
export function shareOfBlack(png: Buffer | null): number {
  return shareOf(png, (red, green, blue) => red === 0 && green === 0 && blue === 0);
}

/** The share of pixels that are red, also where a letter's edge makes them paler. */
export function shareOfRed(png: Buffer | null): number {
  return shareOf(png, (red, green, blue) => red - Math.max(green, blue) > 60);
}

function shareOf(
  png: Buffer | null,
  isCounted: (red: number, green: number, blue: number) => boolean,
): number {
  if (png === null) return Number.NaN;
  const { width, height, channels, bytes } = pixelsOf(png);
  let counted = 0;
  for (let at = 0; at < bytes.length; at += channels) {
    if (isCounted(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)) counted += 1;
  }
  return counted / (width * height);
}

function pixelsOf(png: Buffer): Pixels {
  const parts = chunks(png);
  const head = parts[0]?.data ?? Buffer.alloc(13);
  const [width, height, depth, color] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]];
  const channels = color === 6 ? 4 : color === 2 ? 3 : 0;
  if (depth !== 8 || channels === 0)
    throw new Error(`expected 8-bit colours, found depth ${depth}, type ${color}`);
  const raw = inflateSync(Buffer.concat(parts.flatMap(({ name, data }) => (name === 'IDAT' ? [data] : []))));
  const stride = width * channels;
  const bytes = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let at = 0; at < stride; at += 1) {
      const left = at < channels ? 0 : (bytes[row * stride + at - channels] ?? 0);
      const up = row === 0 ? 0 : (bytes[(row - 1) * stride + at] ?? 0);
      const corner = row === 0 || at < channels ? 0 : (bytes[(row - 1) * stride + at - channels] ?? 0);
      const value = raw[row * (stride + 1) + 1 + at] ?? 0;
      bytes[row * stride + at] = (value + predicted(filter, left, up, corner)) & 255;
    }
  }
  return { width, height, channels, bytes };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

function chunks(png: Buffer): { name: string; data: Buffer }[] {
  const found: { name: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    found.push({ name: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}
