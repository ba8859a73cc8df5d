import { userInfo } from 'node:os';
import { osUserActor } from '../../queue/contracts/index.ts';

/**
 * Who runs this command, for the log: the user of the operating system, which nobody can name on the command line.
 * @param read the name that the system has for this process's user
 */
export function operatorId(read: () => string = () => userInfo().username): string {
  return osUserActor(nameOr(read));
}

/** A container may run under a number that no entry of passwd names; asked for its name, the system fails. */
function nameOr(read: () => string): string {
  try {
    return read();
  } catch (error) {
    const uid = process.geteuid?.();
    if (uid === undefined) throw error;
    return `uid-${uid}`;
  }
}
