import type { Config } from '../../../queue/runtime/config.ts';
import { openRecords, type Records } from '../records.ts';

/** Gives each check the records; whoever cannot have them hears why. */
export type Opened = () => Promise<Records>;

/** Opens the records once, at the first check that needs them, and closes them when all are done. */
export async function withOpened<Result>(
  config: Config,
  run: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  let opening: Promise<Records> | undefined;
  try {
    return await run(() => {
      opening ??= openRecords(config, { command: 'doctor', mayUseOwner: true });
      return opening;
    });
  } finally {
    // One that failed has been told of by every check, and closed itself.
    await opening?.then(
      (records) => records.close(),
      () => {},
    );
  }
}
