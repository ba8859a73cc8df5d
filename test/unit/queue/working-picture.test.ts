import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictureType, workingPicture } from '../../../queue/runtime/working-picture.ts';
import { fc } from '../../support/properties.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/pictures');
const KINDS = [
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
] as const;

const full = (kind: string) => readFileSync(join(FOLDER, `full-of-metadata.${kind}`));
const canaries = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/canary[-\w]*/gi) ?? [];

function copyOf(kind: string): Buffer {
  const copy = workingPicture(full(kind));
  if (copy === undefined) throw new Error('expected a working copy');
  return Buffer.from(copy.bytes);
}

/** Names of what a RIFF or PNG file holds, in order. */
const pngChunks = (from: Buffer, at = 8): string[] =>
  at >= from.length
    ? []
    : [from.toString('latin1', at + 4, at + 8), ...pngChunks(from, at + 12 + from.readUInt32BE(at))];
const riffChunks = (from: Buffer, at = 12): string[] => {
  if (at >= from.length) return [];
  const size = from.readUInt32LE(at + 4);
  return [from.toString('latin1', at, at + 4), ...riffChunks(from, at + 8 + size + (size % 2))];
};
/** Markers of a JPEG up to its first scan. */
const jpegMarkers = (from: Buffer, at = 2): number[] => {
  const marker = from[at + 1] ?? 0;
  return marker === 0xda ? [marker] : [marker, ...jpegMarkers(from, at + 2 + from.readUInt16BE(at + 2))];
};

describe('the working copy of a picture', () => {
  it.each(KINDS)('REP-05 keeps nothing of what a %s says beside its pixels', (kind, mediaType) => {
    const before = full(kind);
    expect(canaries(before).length).toBeGreaterThan(5);
    const copy = workingPicture(before);
    expect(copy).toMatchObject({ mediaType, extension: kind });
    expect(canaries(copy?.bytes ?? before)).toEqual([]);
    expect(Buffer.from(copy?.bytes ?? []).includes('2026:05:04')).toBe(false);
  });

  it('holds only what a picture needs, kind by kind', () => {
    expect(new Set(pngChunks(copyOf('png')))).toEqual(new Set(['IHDR', 'cHRM', 'PLTE', 'IDAT', 'IEND']));
    expect(riffChunks(copyOf('webp'))).toEqual(['VP8X', 'VP8L']);
    // Animation and transparency are the flags that may stay.
    expect((copyOf('webp')[20] ?? 0xff) & ~0b0001_0010).toBe(0);
    expect(copyOf('webp').readUInt32LE(4)).toBe(copyOf('webp').length - 8);
    expect(jpegMarkers(copyOf('jpg')).filter((marker) => marker >= 0xe0)).toEqual([0xe0, 0xe1]);
    expect(copyOf('jpg').subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it('leaves the pixels as they are', () => {
    const data = (from: Buffer) => from.subarray(from.indexOf('IDAT'), from.indexOf('IEND'));
    expect(copyOf('png').includes(data(full('png')).subarray(0, -8))).toBe(true);
    const scans = (from: Buffer) =>
      from.subarray(from.indexOf(Buffer.from([0xff, 0xdb])), from.lastIndexOf(Buffer.from([0xff, 0xd9])));
    const marked = (from: Buffer) => scans(from).toString('hex').split('ffda').slice(1);
    expect(marked(copyOf('jpg'))).toEqual(marked(full('jpg')).slice(-marked(copyOf('jpg')).length));
  });

  it('says which way up a JPEG stands, and nothing else of its EXIF', () => {
    const copy = copyOf('jpg');
    const exif = copy.indexOf('Exif\0\0');
    // One directory with one tag: 0x0112, of one SHORT, turned by a quarter.
    expect(copy.subarray(exif + 14, exif + 28).toString('hex')).toBe('0001011200030000000100060000');
    expect(copy.readUInt16BE(exif - 2)).toBe(34);
  });

  it('is its own working copy', () => {
    for (const [kind] of KINDS) expect(workingPicture(copyOf(kind))?.bytes).toEqual(copyOf(kind));
  });

  it.each(KINDS)('is not made of a %s that is cut off anywhere', (kind) => {
    const whole = copyOf(kind);
    for (let length = 0; length < whole.length; length += 1)
      expect(workingPicture(whole.subarray(0, length)), `${length} bytes`).toBeUndefined();
  });

  it('never throws, whatever follows the first bytes', () => {
    const heads = KINDS.map(([kind]) => full(kind).subarray(0, 40));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        workingPicture(Buffer.concat([head, rest]));
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(), fc.nat(255), ([kind], at, byte) => {
        const changed = Buffer.from(full(kind));
        changed[at % changed.length] = byte;
        workingPicture(changed);
      }),
    );
  });

  it.each(['%PDF-1.7', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', ''])(
    'is not made of %j',
    (text) => {
      expect(pictureType(Buffer.from(text))).toBeUndefined();
      expect(workingPicture(Buffer.from(text))).toBeUndefined();
    },
  );
});
