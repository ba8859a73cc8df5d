/** Fields and pictures of a form, and many more than it takes: what is beyond that no page of ours sent. */
const MOST_PARTS = 64;

/** As browsers write it, and in no other way: what another reader of it could take for another boundary is none. */
const MULTIPART = /^multipart\/form-data; ?boundary=("?)([-\w'()+,./:=?]{1,70})\1$/i;

/** What parts of a form are divided by; `undefined` for a body that has none. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  return MULTIPART.exec(contentType ?? '')?.[2];
}

/**
 * Whether a body has more parts than a form: each becomes an object of a kilobyte or more, so that 13 MiB of empty ones
 * would take a gigabyte of memory and some ten seconds. Asked before they are made.
 */
export function hasManyParts(body: ArrayBuffer, boundary: string): boolean {
  const bytes = Buffer.from(body);
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let count = 0;
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) {
    count += 1;
    if (count > MOST_PARTS) return true;
  }
  return false;
}
