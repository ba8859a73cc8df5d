import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { readArchive } from '../../../workers/bundle/verify/read-archive.ts';

const LARGE = Buffer.alloc(1_000_000, 7);
/** Lengths of the end of a ZIP, of an entry of its list, and of what that says after the name's length (APPNOTE 4.3.12, 4.3.16). */
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/** An archive of these parts, as it is written here: not compressed. */
async function archiveOf(parts: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [path, bytes] of Object.entries(parts)) zip.addBuffer(bytes, path, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

/** The same archive with a list in which its one part stands many times, each time under another name of the same length. */
function listedAgain(zip: Buffer, times: number): Buffer {
  const end = zip.subarray(zip.length - END_BYTES);
  const listAt = end.readUInt32LE(16);
  const entry = zip.subarray(listAt, zip.length - END_BYTES);
  const list = Array.from({ length: times }, (_, at) => {
    const copy = Buffer.from(entry);
    copy.write(String(at).padStart(3, '0'), ENTRY_BYTES);
    return copy;
  });
  const newEnd = Buffer.from(end);
  newEnd.writeUInt16LE(times, 8);
  newEnd.writeUInt16LE(times, 10);
  newEnd.writeUInt32LE(entry.length * times, 12);
  return Buffer.concat([zip.subarray(0, listAt), ...list, newEnd]);
}

describe('archives of a stranger', () => {
  it('are read part by part', async () => {
    const zip = await archiveOf({ 'one.txt': LARGE, 'two.txt': Buffer.from('2') });
    const parts = await readArchive(zip);
    if (typeof parts === 'string') throw new Error(parts);
    expect([...parts.keys()]).toEqual(['one.txt', 'two.txt']);
    expect(parts.get('one.txt')?.equals(LARGE)).toBe(true);
  });

  it('EVI-12 are none where their list names the same bytes again and again: each would be read into memory', async () => {
    const zip = listedAgain(await archiveOf({ '000': LARGE }), 90);
    expect(zip.length).toBeLessThan(2 * LARGE.length);
    expect(await readArchive(zip)).toMatch(/^expected parts that lie side by side, found 001/);
  });

  it('EVI-12 are none where their list is long', async () => {
    const zip = listedAgain(await archiveOf({ '000': Buffer.from('1') }), 101);
    expect(await readArchive(zip)).toBe('expected an archive of 100 parts at most, found 101');
  });
});
