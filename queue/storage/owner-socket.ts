import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A unix socket path holds at most 107 bytes (unix(7)), 103 elsewhere. */
const MAX_SOCKET_PATH = 100;
/** Where Linux has the open files of a process; a path through one of them is short, however long its folder's is (proc(5)). */
const OPEN_FILES = '/proc/self/fd';

export interface OwnerSocket {
  /** To listen at or to connect to, until `close`. */
  readonly path: string;
  /** More than once does no harm: the number of a file that was closed is soon another one's. */
  close(): void;
}

/**
 * Where the owner of a data directory listens for other commands of the same user: in that directory, which is closed to others. Not in the
 * temporary folder, which is everybody's and another one for another command's `TMPDIR`; that is left only where there are no such paths and
 * the folder is the user's own (macOS).
 */
export function openOwnerSocket(directory: string): OwnerSocket {
  const path = join(realpathSync(directory), 'owner.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return { path, close: () => undefined };
  if (existsSync(OPEN_FILES)) {
    const folder = openSync(directory, 'r');
    let isOpen = true;
    return {
      path: join(OPEN_FILES, String(folder), 'owner.sock'),
      close() {
        if (isOpen) closeSync(folder);
        isOpen = false;
      },
    };
  }
  const digest = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return { path: join(tmpdir(), `vigie-${digest}.sock`), close: () => undefined };
}
