import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Schema } from '../../queue/storage/index.ts';
import { type DumpedRow, dumpSchema } from './dump-schema.ts';

/** Every row of every table of the product as text. Bytes appear in hexadecimal. */
export function dumpRecords(db: Kysely<Schema>): Promise<string> {
  return dumpSchema('vigie', async (text) => (await sql.raw<DumpedRow>(text).execute(db)).rows);
}

/** Everything in a folder's files, side by side. */
export function dumpFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

/** Looks for each canary as it stands, in hexadecimal and in base64, also as a part of what was encoded. */
export function expectNoCanary(dump: string, canaries: readonly string[], where: string): void {
  for (const canary of canaries) {
    for (const form of [canary, Buffer.from(canary).toString('hex'), ...inBase64(canary)]) {
      expect(dump.includes(form), `${canary} in ${where}`).toBe(false);
    }
  }
}

/**
 * What shows of a text in base64 whatever stands before and behind it: at each of the three places that it can begin at in a
 * group of three bytes, the digits that hold bits of it alone; in the alphabet of addresses (RFC 4648, section 5) as well.
 */
function inBase64(text: string): ReadonlySet<string> {
  const bytes = Buffer.from(text);
  const forms = [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]));
}
