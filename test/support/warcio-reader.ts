import { createHash } from 'node:crypto';
import { WARCParser } from 'warcio';

/** A record as Webrecorder's reader gives it. */
export interface ReadRecord {
  readonly type: string;
  readonly url: string | null;
  readonly status: number | null;
  /** What the record states, and what is found; `null` where it states none. */
  readonly block: readonly [stated: string | null, found: string];
  readonly payload: readonly [stated: string | null, found: string] | null;
  readonly body: Buffer;
}

/** Reads a WARC file with code that has nothing in common with what wrote it: once as blocks, once as messages of HTTP. */
export async function readByWarcio(warc: Uint8Array): Promise<ReadRecord[]> {
  const blocks: string[] = [];
  for await (const record of new WARCParser([warc], { parseHttp: false }))
    blocks.push(digest(await record.readFully(false)));
  const records: ReadRecord[] = [];
  for await (const record of new WARCParser([warc], { parseHttp: true })) {
    const body = Buffer.from(await record.readFully(false));
    const isResponse = record.warcType === 'response';
    records.push({
      type: record.warcType ?? '',
      url: record.warcTargetURI ?? null,
      status: isResponse ? Number(record.httpHeaders?.statusCode) : null,
      block: [record.warcHeader('WARC-Block-Digest') ?? null, blocks[records.length] ?? ''],
      payload: isResponse ? [record.warcPayloadDigest ?? null, digest(body)] : null,
      body,
    });
  }
  return records;
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
