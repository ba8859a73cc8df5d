import type { Kysely } from 'kysely';
import { appendEntry } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { giveUpDistress, lockDistress, readUnopenable, type Schema } from '../../../queue/storage/index.ts';
import type { Vault } from '../../../queue/vault/index.ts';
import { openReferral } from '../../../workers/public/take-referrals.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface UnopenableOptions extends SharedOptions {
  readonly giveUp?: string;
  readonly reason?: string;
}

/** Lists the copies of reports for protection that cannot be opened, or gives one of them up. */
export async function unopenable({ giveUp, reason, ...options }: UnopenableOptions): Promise<number> {
  if ((giveUp === undefined) !== (reason === undefined))
    throw new AppError(
      'usage.invalid',
      `expected --give-up and --reason together, found ${giveUp === undefined ? '--reason' : '--give-up'} alone`,
    );
  return withRecords(options, 'reports unopenable', async ({ database: { db }, vault }) => {
    if (giveUp !== undefined && reason !== undefined) {
      const act = { id: giveUp, reason, actor: operatorId(), now: new Date(SYSTEM_CLOCK.now()) };
      await db.transaction().execute((tx) => giveUpReport(tx, vault, act));
      say(`${giveUp}: given up; protection never saw what it said`);
      return EXIT.done;
    }
    const all = await readUnopenable(db);
    if (options.json) sayList(all, options);
    else for (const { id, receivedOn, fault } of all) say(`${id}  received ${receivedOn}  ${fault}`);
    return all.length > 0 ? EXIT.findings : EXIT.done;
  });
}

/** As a reason for the log: words, and not many. */
const SHORTEST = 10;
const LONGEST = 500;

export interface GivingUp {
  readonly id: string;
  readonly reason: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Takes a copy that cannot be opened out of what waits for protection. It is tried once more before: what opens is never given up.
 * @throws AppError `usage.invalid`, `item.not-found`, `item.conflict`
 */
export async function giveUpReport(
  tx: Kysely<Schema>,
  vault: Vault,
  { id, reason, actor, now }: GivingUp,
): Promise<void> {
  const why = reason.trim();
  if (why.length < SHORTEST || why.length > LONGEST)
    throw new AppError(
      'usage.invalid',
      `expected a reason of ${SHORTEST} to ${LONGEST} characters, found ${why.length}`,
    );
  const distress = await lockDistress(tx, id);
  if (distress === undefined)
    throw new AppError(
      'item.not-found',
      `expected a report whose copy waits for protection, found none with the id "${id}"; "vigie reports unopenable" lists those that cannot be opened`,
    );
  const opened = await openReferral({ vault }, distress);
  if (!('fault' in opened) || !distress.isBuried)
    throw new AppError(
      'item.conflict',
      `expected a report that was tried and cannot be opened, found ${id}, which ${'fault' in opened ? 'was not tried yet' : 'can be'}; the scheduler brings it to protection`,
    );
  await giveUpDistress(tx, id);
  // No id: what was said of one report is joined to nothing else.
  await appendEntry(tx, {
    kind: 'report.given-up',
    actor,
    at: now,
    subject: 'public-reports',
    body: { fault: opened.fault, reason: why },
  });
}
