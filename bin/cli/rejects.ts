import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Reject } from '../../workers/intake/import-file.ts';
import { type Earlier, openOutputFile, unwritable } from './output-file.ts';
import type { OutputPlace } from './output-place.ts';
import { warn } from './terminal.ts';

export interface Rejects {
  /** @throws AppError `storage.unwritable` once a write before has failed */
  add(reject: Reject): void;
  /** @throws AppError `storage.unwritable` when not all is in the file */
  close(): Promise<void>;
}

/** An earlier list is replaced: lines are mended, and the file is imported again. */
const EARLIER: Earlier = {
  what: 'an earlier list of rejected records',
  is: (beginning) => /^\{"line":\d+,("ordinal":\d+,)?"reason":"/.test(beginning.toString('latin1')),
};

/** More of them nobody reads on a terminal. */
const SHOWN = 20;

/**
 * Rejected records on standard error (the first twenty, then what to do about them, each remedy once) and, where asked
 * for, all of them in a file.
 * @param open what opens that file: a test has a disk that is full
 */
export function openRejects(
  path: OutputPlace | undefined,
  open: (place: OutputPlace) => WriteStream = (place) => openOutputFile(place, EARLIER),
): Rejects {
  const file = path === undefined ? undefined : keepingFailure(path, open(path));
  const remedies = new Set<string>();
  let count = 0;
  return {
    add(reject) {
      count += 1;
      if (count <= SHOWN) {
        const record = reject.ordinal === undefined ? '' : `, record ${reject.ordinal}`;
        warn(`line ${reject.line}${record}: ${reject.reason}`);
        remedies.add(reject.remedy);
      }
      file?.write(`${JSON.stringify(reject)}\n`);
    },
    async close() {
      if (count > SHOWN)
        warn(`and ${count - SHOWN} more rejected${path ? `, all in ${path}` : '; --rejects FILE lists all'}`);
      for (const remedy of remedies) warn(remedy);
      await file?.close();
    },
  };
}

/**
 * A stream tells of a full disk after the write, to whoever listens, and ends the process where nobody does: kept, it ends
 * the import in order, between two records.
 */
function keepingFailure(path: string, stream: WriteStream) {
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure ??= error;
  });
  return {
    write(line: string): void {
      if (failure) throw unwritable(path, failure);
      stream.write(line);
    },
    async close(): Promise<void> {
      stream.end();
      // Also where it failed long ago: then there is nothing to wait for.
      await finished(stream).catch((error: unknown) => {
        throw unwritable(path, failure ?? error);
      });
    },
  };
}
