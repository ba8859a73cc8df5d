import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { messageOf } from '../../../queue/runtime/errors.ts';

/** An archive has five parts; many more are something else. */
const MOST_PARTS = 100;

/**
 * Parts of a WACZ by their paths. They lie in it as they are, side by side: what is compressed, and a list that names the same bytes many
 * times, could grow beyond any bound.
 * @returns what was expected and found where it is none
 */
export async function readArchive(bytes: Buffer): Promise<ReadonlyMap<string, Buffer> | string> {
  try {
    const zip = await open(bytes);
    if (zip.entryCount > MOST_PARTS)
      return `expected an archive of ${MOST_PARTS} parts at most, found ${zip.entryCount}`;
    const parts = new Map<string, Buffer>();
    let left = bytes.length;
    for (const entry of await entriesOf(zip)) {
      if (entry.compressionMethod !== 0 || parts.has(entry.fileName))
        return `expected parts that are not compressed, each once, found ${entry.fileName}`;
      left -= entry.compressedSize;
      if (left < 0) return `expected parts that lie side by side, found ${entry.fileName} over another`;
      parts.set(entry.fileName, await contentOf(zip, entry));
    }
    return parts;
  } catch (error) {
    return `expected an archive (WACZ), found something else: ${messageOf(error)}`;
  }
}

function open(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip))),
  );
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) =>
      error ? reject(error) : buffer(stream).then(resolve, reject),
    ),
  );
}
