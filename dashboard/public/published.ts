import { createHash } from 'node:crypto';

/** A file of a published report, as it was read and found to be the one that two people published. */
export interface PublishedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A transparency report that these pages hand out. */
export interface PublishedReport {
  /** Its place in addresses: the period, and eight digits of a hash, since a wrong report is followed by another. */
  readonly id: string;
  readonly period: string;
  /** Day, such as 2027-01-31. */
  readonly publishedOn: string;
  readonly files: ReadonlyMap<string, PublishedFile>;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Headers of a file: its kind, and for a page that it may look as it does and do nothing. */
export function fileHeaders(name: string, { bytes }: PublishedFile): Readonly<Record<string, string>> {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const headers = {
    'Content-Type': TYPES[ending] ?? 'application/octet-stream',
    'Cache-Control': 'public, max-age=3600',
  };
  if (ending !== 'html') return { ...headers, 'Content-Disposition': `attachment; filename="${name}"` };
  const styles = styleHashes(Buffer.from(bytes).toString('utf8')).join(' ');
  return {
    ...headers,
    'Content-Security-Policy': `default-src 'none'; style-src ${styles || "'none'"}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`,
  };
}

/** Two people published the very bytes, their style among them; an older version wrote another one. */
function styleHashes(page: string): string[] {
  return [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(
    ([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  );
}
