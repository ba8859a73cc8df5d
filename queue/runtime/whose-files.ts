import { codeOf } from './errors.ts';

/** What to do where files of an installation are closed to whoever runs a command: they are in order, and somebody else's. */
export const RUN_AS_VIGIE =
  'run this as the user that runs Vigie; what a second person needs is in docs/operating.md, "Two people on one host"';

/** Whether the system refuses this user, and not the file itself is at fault. */
export function isForbidden(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(codeOf(error) ?? '');
}
