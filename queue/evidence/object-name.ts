import { createHash } from 'node:crypto';
import { AppError } from '../runtime/errors.ts';

const NAME = /^[0-9a-f]{64}$/;
/** What an operator does about an object that is lost. */
const HOW_BACK = 'vigie restore FILE --evidence-only brings it back from a backup';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Objects lie in 256 folders by the first two digits of their names, in a directory as in a bucket: `ab/ab12…`. */
export function folderOf(name: string): string {
  return name.slice(0, 2);
}

/** Where bytes are kept that lay under a name and are not what it says, by a hash of their own: `altered/ab12…-…`. */
export function asideOf(name: string, bytes: Uint8Array): string {
  return `altered/${requireName(name)}-${sha256(bytes).slice(0, 16)}`;
}

/** What is not a name never becomes a path. */
export function requireName(name: string): string {
  if (NAME.test(name)) return name;
  throw new Error(`expected the name of an object, 64 hexadecimal digits, found ${name.length} characters`);
}

export function requireBytesOf(name: string, bytes: Uint8Array): void {
  if (sha256(bytes) !== requireName(name))
    throw new Error(`expected bytes that are named ${name}, found others`);
}

export function missing(name: string, place: string, cause?: unknown): AppError {
  return new AppError(
    'evidence.missing',
    `expected the object ${name} in the evidence store at ${place}, found none; ${HOW_BACK}`,
    { name },
    { cause },
  );
}

export function altered(name: string, place: string): AppError {
  return new AppError(
    'evidence.altered',
    `expected the object ${name} in the evidence store at ${place} as it was written, found other bytes; ${HOW_BACK}, and ` +
      'keeps what lies there for whoever looks into it',
    { name },
  );
}

export function unwritable(place: string, why: string, cause: unknown): AppError {
  return new AppError(
    'evidence.unwritable',
    `expected to write to the evidence store at ${place}, but ${why}`,
    {},
    { cause },
  );
}

/** Nobody knows whether the object is there: that is not the same as its being lost. */
export function unreadable(place: string, why: string, cause: unknown): AppError {
  return new AppError(
    'evidence.unreadable',
    `expected to read from the evidence store at ${place}, but ${why}`,
    {},
    { cause },
  );
}
