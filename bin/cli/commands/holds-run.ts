import { approveHold, liftHold, readHolds, requestHold } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import { numberOf, type SharedOptions } from '../program.ts';
import type { Records } from '../records.ts';
import { quoted, say, sayComposed, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

const DAY_MS = 86_400_000;

interface RequestOptions extends SharedOptions {
  readonly reason: string;
  readonly days: number;
}

export function requestLegalHold(itemId: string, options: RequestOptions): Promise<number> {
  return withHolds(options, async ({ database }) => {
    const now = new Date();
    const endsAt = new Date(now.getTime() + options.days * DAY_MS);
    const ask = { itemId, reason: options.reason, endsAt, actor: operatorId(), now };
    const { holdId, endsAt: until } = await requestHold(database.db, ask);
    say(
      `hold ${holdId} asked for, until ${until.toISOString()}; nothing is kept until somebody else approves it`,
    );
  });
}

export function approveLegalHold(hold: string, options: SharedOptions): Promise<number> {
  return withHolds(options, async ({ database }) => {
    await approveHold(database.db, { holdId: numberOf(hold), actor: operatorId(), now: new Date() });
    say(`hold ${hold} is in force`);
  });
}

export function liftLegalHold(hold: string, options: SharedOptions): Promise<number> {
  return withHolds(options, async ({ database }) => {
    await liftHold(database.db, { holdId: numberOf(hold), actor: operatorId(), now: new Date() });
    say(`hold ${hold} is lifted`);
  });
}

export function listLegalHolds(options: SharedOptions): Promise<number> {
  return withHolds(options, async ({ database }) => {
    const holds = await readHolds(database.db);
    if (options.json) sayList(holds, options);
    else if (holds.length === 0) say('no legal hold was asked for');
    else for (const one of holds) sayComposed(describe(one));
  });
}

function describe(hold: Awaited<ReturnType<typeof readHolds>>[number]): string {
  const approved =
    hold.approved_by === null ? 'waits for a second person' : `approved by ${hold.approved_by}`;
  return `${hold.hold_id}  item ${hold.item_id}  until ${hold.ends_at.toISOString()}  ${hold.requested_by}, ${approved}: ${quoted(hold.reason)}`;
}

async function withHolds(options: SharedOptions, run: (records: Records) => Promise<void>): Promise<number> {
  await withRecords(options, 'legal-holds', run);
  return EXIT.done;
}
