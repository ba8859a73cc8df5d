import { prepare } from '../../bin/prepare.mjs';

/** Vitest calls this once per suite that loads threads or pages from dist/; what is fresh stays as it is. */
export function setup(): void {
  prepare();
}
