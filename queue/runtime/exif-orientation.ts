const EXIF = 'Exif\0\0';
/** EXIF 2.32, table 4: tag of the orientation in the first directory. */
const ORIENTATION = 0x0112;
const SHORT = 3;

/**
 * How a picture is to be turned, 2 to 8, from what follows the length of an APP1 segment; `undefined` where it says nothing,
 * or that it stands as it is.
 */
export function orientationOf(content: Buffer): number | undefined {
  const tiff = content.subarray(EXIF.length);
  if (content.toString('latin1', 0, EXIF.length) !== EXIF || tiff.length < 8) return undefined;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (start + 2 > tiff.length) return undefined;
  for (let n = 0, at = start + 2; n < short(start) && at + 12 <= tiff.length; n += 1, at += 12) {
    if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
    const value = short(at + 8);
    return value >= 2 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An APP1 segment that says how a picture is to be turned, and nothing else. */
export function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const content = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}
