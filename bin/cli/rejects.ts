import { once } from 'node:events';
import type { Reject } from '../../workers/intake/import-file.ts';
import { openOutputFile } from './output-file.ts';

export interface Rejects {
  add(reject: Reject): void;
  close(): Promise<void>;
}

/** More of them nobody reads on a terminal. */
const SHOWN = 20;

/**
 * Rejected records on standard error (the first twenty, then what to do about them, each remedy once) and, where asked
 * for, all of them in a file.
 */
export function openRejects(path: string | undefined): Rejects {
  const stream = path === undefined ? undefined : openOutputFile(path);
  const remedies = new Set<string>();
  let count = 0;
  return {
    add(reject) {
      count += 1;
      if (count <= SHOWN) {
        const record = reject.ordinal === undefined ? '' : `, record ${reject.ordinal}`;
        process.stderr.write(`vigie: line ${reject.line}${record}: ${reject.reason}\n`);
        remedies.add(reject.remedy);
      }
      stream?.write(`${JSON.stringify(reject)}\n`);
    },
    async close() {
      if (count > SHOWN)
        process.stderr.write(
          `vigie: and ${count - SHOWN} more rejected${path ? `, all in ${path}` : '; --rejects FILE lists all'}\n`,
        );
      for (const remedy of remedies) process.stderr.write(`vigie: ${remedy}\n`);
      if (!stream) return;
      stream.end();
      await once(stream, 'close');
    },
  };
}
