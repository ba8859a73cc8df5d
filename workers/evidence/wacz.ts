import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { digestOf, type Warc, type WarcPlace } from './warc.ts';

const WARC_NAME = 'data.warc';

export interface WaczPage {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly atMs: number;
}

export interface WaczOptions {
  readonly page: WaczPage;
  readonly software: string;
  readonly createdMs: number;
}

export interface Wacz {
  readonly bytes: Buffer;
  /** Hash of `datapackage.json`, with `sha256:` before it: what a signature of the archive is over. */
  readonly manifest: string;
}

interface Part {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * A WARC file as a WACZ 1.1.1 package: the archive as it is, an index (CDXJ), a page list, a manifest with the hash of each,
 * and the hash of the manifest. Nothing in the ZIP is compressed, so that every part can be read and hashed where it lies.
 */
export async function writeWacz(warc: Warc, { page, software, createdMs }: WaczOptions): Promise<Wacz> {
  const parts: Part[] = [
    { path: `archive/${WARC_NAME}`, bytes: warc.bytes },
    { path: 'indexes/index.cdxj', bytes: Buffer.from(indexOf(warc.responses)) },
    { path: 'pages/pages.jsonl', bytes: Buffer.from(pagesOf(page)) },
  ];
  const manifest = json({
    profile: 'data-package',
    wacz_version: '1.1.1',
    title: page.title,
    created: new Date(createdMs).toISOString(),
    software,
    mainPageUrl: page.url,
    mainPageDate: new Date(page.atMs).toISOString(),
    resources: parts.map(({ path, bytes }) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      hash: digestOf(bytes),
      bytes: bytes.length,
    })),
  });
  const hash = digestOf(manifest);
  const digest = json({ path: 'datapackage.json', hash });
  const all = [
    ...parts,
    { path: 'datapackage.json', bytes: manifest },
    { path: 'datapackage-digest.json', bytes: digest },
  ];
  return { bytes: await zip(all, new Date(createdMs)), manifest: hash };
}

/** One line a response, sorted by key as a search in the file needs it. */
function indexOf(responses: readonly WarcPlace[]): string {
  const lines = responses.map(({ url, atMs, status, mime, digest, offset, length }) => {
    const fields = {
      url,
      mime,
      status: String(status),
      digest,
      length: String(length),
      offset: String(offset),
      filename: WARC_NAME,
    };
    return `${searchKey(url)} ${timestamp(atMs)} ${JSON.stringify(fields)}\n`;
  });
  return lines.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join('');
}

/** Sort-friendly form of an address: the host's labels from the right, then path and sorted query, all in small letters. */
export function searchKey(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url.toLowerCase());
  searchParams.sort();
  const host = hostname
    .replace(/^www\d*\./, '')
    .split('.')
    .reverse()
    .join(',');
  const query = searchParams.toString();
  return `${host}${port === '' ? '' : `:${port}`})${pathname}${query === '' ? '' : `?${query}`}`;
}

/** 14 digits, UTC. */
function timestamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

function pagesOf({ id, url, title, atMs }: WaczPage): string {
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'Captured page' };
  const line = { id, url, ts: new Date(atMs).toISOString(), title };
  return `${JSON.stringify(head)}\n${JSON.stringify(line)}\n`;
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

async function zip(parts: readonly Part[], mtime: Date): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const { path, bytes } of parts)
    file.addBuffer(bytes, path, { compress: false, mtime, mode: 0o100644 });
  file.end();
  return await buffer(file.outputStream);
}
