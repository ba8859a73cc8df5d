import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const SCRIPT = join(import.meta.dirname, '../verifier/verify_bundle.py');

export interface PythonVerdict {
  readonly items: number;
  readonly stamps: number;
  readonly signatures: number;
  readonly proofs: { readonly pending: number; readonly attested: number; readonly confirmed: number };
  readonly faults: readonly { readonly file: string; readonly reason: string }[];
}

/** The verifier of other code: one process that takes a folder a line, so that hundreds of bundles cost hundreds of readings. */
export class BundleVerifier {
  #child: ChildProcessWithoutNullStreams | undefined;
  #lines: AsyncIterator<string> | undefined;
  #reader: Interface | undefined;

  /** @param easiestBits compact form of the easiest target of a block, where a test mined its own */
  async verify(folder: string, easiestBits?: number): Promise<PythonVerdict> {
    if (this.#child === undefined) {
      this.#child = spawn('python3', [SCRIPT, '--batch'], { stdio: ['pipe', 'pipe', 'pipe'] });
      this.#child.stderr.pipe(process.stderr);
      this.#reader = createInterface({ input: this.#child.stdout });
      this.#lines = this.#reader[Symbol.asyncIterator]();
    }
    this.#child.stdin.write(`${JSON.stringify({ folder, easiestBits: easiestBits?.toString(16) })}\n`);
    const answer = await this.#lines?.next();
    if (answer === undefined || answer.done === true)
      throw new Error('expected a verdict of the Python verifier, found none');
    return JSON.parse(answer.value) as PythonVerdict;
  }

  close(): void {
    this.#child?.stdin.end();
    this.#reader?.close();
  }
}
