import { createHash } from 'node:crypto';
import { AppError } from '../runtime/errors.ts';

const NAME = /^[0-9a-f]{64}$/;

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
    `expected the object ${name} in the evidence store at ${place}, found none; restore it from the backup of the store`,
    { name },
    { cause },
  );
}

export function altered(name: string, place: string): AppError {
  return new AppError(
    'evidence.altered',
    `expected the object ${name} in the evidence store at ${place} as it was written, found other bytes; keep what lies ` +
      'there for whoever looks into it, and restore the object from the backup of the store',
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
