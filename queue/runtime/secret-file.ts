import { statSync } from 'node:fs';

/** Docker mounts secrets read-only for the container's own user; their mode bits say nothing about the host. */
const SECRET_MOUNT = '/run/secrets/';

/**
 * What is found, and how to mend it, where other users of the host may read or write a file though it holds a secret; `null` where its
 * owner alone may.
 * @param path of a file that is there
 */
export function openFault(path: string): string | null {
  if (path.startsWith(SECRET_MOUNT)) return null;
  const mode = statSync(path).mode & 0o777;
  return (mode & 0o077) === 0 ? null : `mode 0${mode.toString(8)}; run chmod 600 on it`;
}
