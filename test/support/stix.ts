import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '../verifier/verify_stix.py');

/** What the checker of other code finds in each of these documents. */
export function stixFaultsByPython(documents: readonly unknown[]): string[][] {
  const input = documents.map((one) => JSON.stringify(one)).join('\n');
  const said = execFileSync('python3', [SCRIPT, '--batch'], { encoding: 'utf8', input, maxBuffer: 2 ** 26 });
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}
