import { createExports, type Exports } from '../../queue/review/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { readRecipients } from '../../workers/bundle/recipients.ts';
import type { Records } from './records.ts';

/** Exports of the records of a command. The register of recipients is read each time that it is asked. */
export function exportsOn(
  { database: { db }, vault, config }: Pick<Records, 'database' | 'vault' | 'config'>,
  more: { readonly tellingDays?: number } = {},
): Exports {
  const recipients = () => readRecipients(config.configDir);
  return createExports({ db, vault, clock: SYSTEM_CLOCK, recipients, ...more });
}
