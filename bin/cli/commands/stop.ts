import { approveResume, describeStop, stopWork } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords } from '../records.ts';
import { say, sayJson, visible } from '../terminal.ts';

/** Stops collecting and scoring in every process on these records. */
export async function stop(options: SharedOptions & { readonly reason: string }): Promise<number> {
  const records = await openRecords(configFrom(options), { command: 'stop', mayUseOwner: true });
  try {
    const act = { actor: operatorId(), now: new Date(), reason: options.reason };
    const { stop: inForce, isQuiet } = await stopWork(records.database.db, act);
    const { stoppedAt, stoppedBy, reason } = inForce;
    if (options.json) sayJson({ stoppedAt, stoppedBy, reason, isQuiet });
    else {
      say(visible(describeStop(inForce)));
      if (!isQuiet) say('one transaction that had begun before is still open; nothing new can begin');
    }
    return EXIT.done;
  } finally {
    await records.close();
  }
}

/** One of the two approvals it takes to go on. Exit code 1 while a second person has to approve. */
export async function resume(options: SharedOptions): Promise<number> {
  const records = await openRecords(configFrom(options), { command: 'resume', mayUseOwner: true });
  try {
    const waits = await approveResume(records.database.db, { actor: operatorId(), now: new Date() });
    if (options.json) sayJson({ resumed: waits === null, approvedBy: waits?.approvedBy ?? null });
    else say(waits === null ? 'collecting and scoring go on' : visible(describeStop(waits)));
    return waits === null ? EXIT.done : EXIT.findings;
  } finally {
    await records.close();
  }
}
