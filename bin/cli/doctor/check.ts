import { messageOf } from '../../../queue/runtime/errors.ts';

/** One finding: `fail` keeps the installation from working, `warn` is a risk to know about. */
export interface Finding {
  readonly check: string;
  readonly level: 'ok' | 'warn' | 'fail';
  readonly message: string;
  readonly mend?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, level: 'ok', message };
}

export function warn(check: string, message: string, mend: string): Finding {
  return { check, level: 'warn', message, mend };
}

export function fail(check: string, message: string, mend: string): Finding {
  return { check, level: 'fail', message, mend };
}

/** Runs a check; what it throws is a failure of that check and of no other. */
export async function attempt(
  check: string,
  mend: string,
  run: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [fail(check, messageOf(error), mend)];
  }
}
