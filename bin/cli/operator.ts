import { userInfo } from 'node:os';

/** Who runs this command, for the log: the user of the operating system, which nobody can name on the command line. */
export function operatorId(): string {
  return `os:${userInfo().username}`;
}
