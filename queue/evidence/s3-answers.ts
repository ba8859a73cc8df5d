import { load } from 'cheerio/slim';
import type { S3Answer } from './s3-client.ts';

/** One page of `ListObjectsV2`. */
interface ListedPage {
  readonly objects: readonly { readonly key: string; readonly bytes: number }[];
  /** Where the next page begins; `null`: this is the last. */
  readonly next: string | null;
}

function parse(body: Buffer) {
  return load(body.toString('utf8'), { xml: true });
}

export function parseList(body: Buffer): ListedPage {
  const $ = parse(body);
  const objects = $('Contents')
    .toArray()
    .map((one) => ({ key: $(one).children('Key').text(), bytes: Number($(one).children('Size').text()) }));
  const token = $('NextContinuationToken').text();
  return { objects, next: $('IsTruncated').text() === 'true' && token !== '' ? token : null };
}

/** Ids of the versions and delete markers that one key has (`ListObjectVersions`). */
export function parseVersions(body: Buffer, key: string): string[] {
  const $ = parse(body);
  return $('Version, DeleteMarker')
    .toArray()
    .filter((one) => $(one).children('Key').text() === key)
    .map((one) => $(one).children('VersionId').text());
}

/** The code of an error, such as `NoSuchBucket`; empty where the answer has none. */
export function errorCode(body: Buffer): string {
  return parse(body)('Error > Code').text();
}

/** An answer that says no, in words. */
export function describeFault({ status, body }: Pick<S3Answer, 'status' | 'body'>): string {
  const code = errorCode(body);
  const message = parse(body)('Error > Message').text();
  return `it answered HTTP ${status}${code === '' ? '' : ` ${code}`}${message === '' ? '' : ` (${message})`}`;
}
