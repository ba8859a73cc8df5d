/** BagIt 1.0 (RFC 8493), as far as pure text goes. */

export const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Digests by path, of one manifest. */
export type Manifest = ReadonlyMap<string, string>;

/** Lines in the order of the paths, as `sha512sum` reads them; line breaks and per cent in a path are encoded (section 2.1.3). */
export function formatManifest(manifest: Manifest): string {
  return [...manifest]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${encodePath(path)}\n`)
    .join('');
}

/** @returns the manifest, with a fault for each line that is none */
export function parseManifest(
  text: string,
  algorithm: string,
): { manifest: Map<string, string>; faults: string[] } {
  const manifest = new Map<string, string>();
  const faults: string[] = [];
  const digits = DIGEST_DIGITS[algorithm] ?? 0;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  for (const [at, line] of lines.entries()) {
    const [, digest = '', encoded = ''] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/s.exec(line) ?? [];
    const path = decodePath(encoded);
    const fault = (expected: string) =>
      faults.push(`line ${at + 1}: expected ${expected}, found "${line.slice(0, 100)}"`);
    if (digest.length !== digits) fault(`a digest of ${digits} hexadecimal digits and a path`);
    else if (!isInside(path)) fault('a path inside the bag');
    else if (manifest.has(path)) fault('each path once');
    else manifest.set(path, digest.toLowerCase());
  }
  return { manifest, faults };
}

/** Algorithms that manifests may use, each with the digits of a digest. */
export const DIGEST_DIGITS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

/** Whether a path stays in the bag: relative, with `/` alone, without `.`, `..`, `~` or a drive (RFC 8493, section 5.1). */
export function isInside(path: string): boolean {
  const parts = path.split('/');
  return (
    path !== '' &&
    !/^~|^[A-Za-z]:|\\|\0/.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
}

function decodePath(path: string): string {
  return path.replaceAll(/%0A/gi, '\n').replaceAll(/%0D/gi, '\r').replaceAll('%25', '%');
}

/** `bag-info.txt`: labels with values, in their order; values are of one line. */
export function formatInfo(info: readonly (readonly [string, string])[]): string {
  return info.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, ' ').trim()}\n`).join('');
}

/** Labels may come again; a line that begins with space goes on with the one before. @returns or the line that is none */
export function parseInfo(text: string): (readonly [string, string])[] | string {
  const info: [string, string][] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const last = info.at(-1);
    const [, label, value = ''] = /^([^\s:][^:]*?)\s*:\s*(.*)$/s.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last) last[1] += ` ${line.trim()}`;
    else if (label !== undefined) info.push([label, value]);
    else if (line !== '') return line.slice(0, 100);
  }
  return info;
}
