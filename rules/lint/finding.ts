import type { Fault } from '../load/fault.ts';

/** Something an analyst should look at. An error keeps a release from being made; a warning does not. */
export interface Finding extends Fault {
  readonly level: 'error' | 'warning';
}
