import { createHash } from 'node:crypto';

/** What the unit signs of a bundle: which it is, and the hash of the tag manifest, which vouches for every other file. */
export interface SealText {
  readonly origin: string;
  readonly caseNumber: number;
  readonly export: number;
  /** SHA-512 of `tagmanifest-sha512.txt`, lower-case hexadecimal. */
  readonly sha512: string;
}

const HEADER = 'vigie-evidence-bundle v1';
const SHAPE =
  /^vigie-evidence-bundle v1\norigin (\S+)\ncase ([1-9]\d{0,15})\nexport ([1-9]\d{0,15})\n([0-9a-f]{128})\n$/;

export function formatSeal({ origin, caseNumber, export: number, sha512 }: SealText): string {
  return `${HEADER}\norigin ${origin}\ncase ${caseNumber}\nexport ${number}\n${sha512}\n`;
}

/** `null` where it is none. */
export function parseSeal(text: string): SealText | null {
  const [, origin = '', caseNumber, number, sha512 = ''] = SHAPE.exec(text) ?? [];
  if (origin === '') return null;
  return { origin, caseNumber: Number(caseNumber), export: Number(number), sha512 };
}

export function sha512(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}
