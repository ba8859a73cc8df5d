import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localStore } from '../../queue/evidence/index.ts';
import type { WorkerContext } from '../../workers/context.ts';

const PYTHON_VERIFIER = join(import.meta.dirname, '../verifier/verify_wacz.py');

/** A store in a folder, and a station that says it is a test's. */
export function testEvidence(folder: string): WorkerContext['evidence'] {
  return {
    store: localStore(join(folder, 'evidence')),
    station: { program: 'Vigie test', host: 'test-host', node: 'v20', egress: '192.0.2.7' },
  };
}

export interface WaczVerdict {
  readonly holds: boolean;
  readonly reason?: string;
  readonly url?: string;
  readonly responses?: readonly [url: string, status: number][];
}

/** What the independent checker says of a package. */
export function verifyWacz(bytes: Uint8Array): WaczVerdict {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-wacz-'));
  const file = join(folder, 'capture.wacz');
  try {
    writeFileSync(file, bytes);
    return JSON.parse(execFileSync('python3', [PYTHON_VERIFIER, file], { encoding: 'utf8' })) as WaczVerdict;
  } catch (error) {
    const { stdout, status } = error as { stdout?: string; status?: number };
    if (status !== 4 || stdout === undefined) throw error;
    return JSON.parse(stdout) as WaczVerdict;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
