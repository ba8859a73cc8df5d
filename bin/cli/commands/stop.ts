import { approveResume, describeStop, stopWork } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayJson, visible } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Stops collecting and scoring in every process on these records. */
export async function stop(options: SharedOptions & { readonly reason: string }): Promise<number> {
  return withRecords(options, 'stop', async ({ database: { db }, place }) => {
    const act = { actor: operatorId(), now: new Date(), reason: options.reason };
    const { stop: inForce, isQuiet } = await stopWork(db, act);
    const { stoppedAt, stoppedBy, reason } = inForce;
    if (options.json) sayJson({ stoppedAt, stoppedBy, reason, isQuiet, records: place });
    else {
      say(visible(describeStop(inForce)));
      say(`that is, on the records ${visible(place)}`);
      if (!isQuiet) say('one transaction that had begun before is still open; nothing new can begin');
    }
    return EXIT.done;
  });
}

/** One of the two approvals it takes to go on. Exit code 1 while a second person has to approve. */
export async function resume(options: SharedOptions): Promise<number> {
  return withRecords(options, 'resume', async ({ database: { db } }) => {
    const waits = await approveResume(db, { actor: operatorId(), now: new Date() });
    if (options.json) sayJson({ resumed: waits === null, approvedBy: waits?.approvedBy ?? null });
    else say(waits === null ? 'collecting and scoring go on' : visible(describeStop(waits)));
    return waits === null ? EXIT.done : EXIT.findings;
  });
}
