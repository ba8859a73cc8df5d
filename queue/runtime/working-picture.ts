import { orientationOf, orientationSegment } from './exif-orientation.ts';

/** A picture as people may look at it: what is needed to show it, and nothing beside. */
export interface WorkingPicture {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly extension: 'jpg' | 'png' | 'webp';
  readonly bytes: Uint8Array;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** PNG specification, third edition, section 11: what decoding and colours need. Texts, times, EXIF and unknown chunks are not here. */
const PNG_KEPT = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'acTL',
  'fcTL',
  'IDAT',
  'fdAT',
  'IEND',
]);

/** WebP container specification: the picture, its transparency, its movement. */
const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
const WEBP_FRAME_KEPT = new Set(['ALPH', 'VP8 ', 'VP8L']);
/** Of VP8X: whether there is a colour profile, EXIF and XMP. */
const WEBP_METADATA_FLAGS = 0x20 | 0x08 | 0x04;

/** What a picture is by its first bytes; `undefined` for anything but JPEG, PNG and WebP. */
export function pictureType(bytes: Uint8Array): WorkingPicture['mediaType'] | undefined {
  const head = view(bytes).subarray(0, 12);
  if (head.length >= 3 && head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head.subarray(0, 8).equals(PNG_SIGNATURE)) return 'image/png';
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp';
  return undefined;
}

/**
 * A copy without place, time, device, author, thumbnail, comment, colour profile or anything after the picture's end. It goes
 * by a list of what is kept, so that kinds of metadata nobody has thought of are left out too. Pixels stay as they are; of a
 * JPEG's EXIF the orientation alone is written anew.
 *
 * @returns `undefined` for what is no JPEG, PNG or WebP, or is cut off
 */
export function workingPicture(bytes: Uint8Array): WorkingPicture | undefined {
  const from = view(bytes);
  const mediaType = pictureType(bytes);
  if (mediaType === undefined) return undefined;
  const parts = { 'image/jpeg': jpegParts, 'image/png': pngParts, 'image/webp': webpParts }[mediaType](from);
  if (parts === undefined) return undefined;
  const extension = ({ 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const)[mediaType];
  return { mediaType, extension, bytes: Buffer.concat(parts) };
}

/** ITU-T T.81, annex B: segments of a marker and a length; after a scan's head its data up to the next marker. */
function jpegParts(from: Buffer): Buffer[] | undefined {
  const parts = [from.subarray(0, 2)];
  let at = 2;
  while (at + 2 <= from.length) {
    if (from[at] !== 0xff) return undefined;
    const marker = from[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return [...parts, from.subarray(at, at + 2)];
    if (at + 4 > from.length) return undefined;
    const end = at + 2 + from.readUInt16BE(at + 2);
    if (end > from.length || end < at + 4) return undefined;
    const segment = from.subarray(at, end);
    const kept = keptSegment(marker, segment);
    if (kept !== undefined) parts.push(kept);
    at = end;
    if (marker === 0xda) {
      at = endOfScan(from, end);
      parts.push(from.subarray(end, at));
    }
  }
  return undefined;
}

/** What is kept of a segment; `undefined` for none of it. */
function keptSegment(marker: number, segment: Buffer): Buffer | undefined {
  if (marker === 0xe0) return jfifWithoutThumbnail(segment);
  if (marker === 0xe1) {
    const orientation = orientationOf(segment.subarray(4));
    return orientation === undefined ? undefined : orientationSegment(orientation);
  }
  // Adobe's says how the colours are coded.
  if (marker === 0xee)
    return segment.toString('latin1', 4, 9) === 'Adobe' ? segment.subarray(0, 16) : undefined;
  const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8;
  return isFrame || (marker >= 0xda && marker <= 0xdd) ? segment : undefined;
}

/** Version, unit and density; the two sizes of the thumbnail are set to none. */
function jfifWithoutThumbnail(segment: Buffer): Buffer | undefined {
  if (segment.length < 18 || segment.toString('latin1', 4, 9) !== 'JFIF\0') return undefined;
  const kept = Buffer.from(segment.subarray(0, 18));
  kept.writeUInt16BE(16, 2);
  kept.writeUInt16BE(0, 16);
  return kept;
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. */
function endOfScan(from: Buffer, start: number): number {
  for (let at = from.indexOf(0xff, start); at !== -1; at = from.indexOf(0xff, at + 1)) {
    const next = from[at + 1];
    if (next !== undefined && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return from.length;
}

function pngParts(from: Buffer): Buffer[] | undefined {
  const parts = [from.subarray(0, 8)];
  for (let at = 8; at + 12 <= from.length; ) {
    const end = at + 12 + from.readUInt32BE(at);
    if (end > from.length) return undefined;
    const kind = from.toString('latin1', at + 4, at + 8);
    if (PNG_KEPT.has(kind)) parts.push(from.subarray(at, end));
    if (kind === 'IEND') return parts;
    at = end;
  }
  return undefined;
}

function webpParts(from: Buffer): Buffer[] | undefined {
  const end = 8 + from.readUInt32LE(4);
  if (end > from.length) return undefined;
  const kept = chunks(from.subarray(12, end), WEBP_KEPT);
  if (kept === undefined) return undefined;
  const head = Buffer.from(from.subarray(0, 12));
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4);
  return [head, ...kept];
}

/** Chunks of RIFF whose kind is wanted; `undefined` where one is cut off. */
function chunks(from: Buffer, wanted: ReadonlySet<string>): Buffer[] | undefined {
  const found: Buffer[] = [];
  for (let at = 0; at + 8 <= from.length; ) {
    const size = from.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (at + 8 + size > from.length) return undefined;
    const kind = from.toString('latin1', at, at + 4);
    if (wanted.has(kind)) {
      const chunk = chunkWithoutMetadata(kind, from.subarray(at, Math.min(end, from.length)));
      if (chunk === undefined) return undefined;
      found.push(chunk);
    }
    at = end;
  }
  return found;
}

function chunkWithoutMetadata(kind: string, chunk: Buffer): Buffer | undefined {
  if (kind === 'VP8X' && chunk.length >= 18) {
    const flags = Buffer.from(chunk.subarray(0, 18));
    flags.writeUInt8(flags.readUInt8(8) & ~WEBP_METADATA_FLAGS, 8);
    flags.writeUInt32LE(10, 4);
    return flags;
  }
  if (kind !== 'ANMF') return chunk;
  const inner = chunks(chunk.subarray(24), WEBP_FRAME_KEPT);
  if (chunk.length < 24 || inner === undefined) return undefined;
  const frame = Buffer.concat([chunk.subarray(0, 24), ...inner]);
  frame.writeUInt32LE(frame.length - 8, 4);
  return frame;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
