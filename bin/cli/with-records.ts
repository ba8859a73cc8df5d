import type { Config } from '../../queue/runtime/config.ts';
import { openRecords, type Records } from './records.ts';

/**
 * Runs a command on the records and closes them again, through whoever has the embedded directory open.
 * @param command shown to whoever finds the directory in use
 */
export async function withRecords<Result>(
  config: Config,
  command: string,
  run: (records: Records) => Promise<Result>,
): Promise<Result> {
  const records = await openRecords(config, { command, mayUseOwner: true });
  try {
    return await run(records);
  } finally {
    await records.close();
  }
}
