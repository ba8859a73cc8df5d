import { configFrom, type SharedOptions } from './program.ts';
import { asTableOwner, openRecords, type Records } from './records.ts';

export interface RunOptions {
  /** Whether the command needs to see every table, as only their owner does on a server. @defaultValue false */
  readonly asTableOwner?: boolean;
}

/**
 * Runs a command on the records and closes them again, through whoever has the embedded directory open. The environment is read here:
 * what a command asks of the configuration inside `run` it asks of `records.config`, which is that of these records. What the command
 * reads of the environment before, such as where a file may be written, says nothing of a demonstration.
 * @param command shown to whoever finds the directory in use
 */
export async function withRecords<Result>(
  options: SharedOptions,
  command: string,
  run: (records: Records) => Promise<Result>,
  more: RunOptions = {},
): Promise<Result> {
  const given = configFrom(options);
  const config = more.asTableOwner === true ? asTableOwner(given) : given;
  const records = await openRecords(config, { command, mayUseOwner: true });
  try {
    return await run(records);
  } finally {
    await records.close();
  }
}
