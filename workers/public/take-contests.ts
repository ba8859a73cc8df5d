import { randomUUID } from 'node:crypto';
import { addressForms, ContestContent, PROCESS } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { findItemsOfAddress, matchContest, openBeside, readUntaken } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';

export type ContestContext = Pick<WorkerContext, 'db' | 'vault' | 'clock' | 'logger'>;

const AT_ONCE = 50;

/**
 * Opens new contests and finds the items they are about, by the keyed token of the address. Versions of an edited post are items of
 * their own: each is contested beside the first, and decided for itself. Nothing of this is told outside: the receipt of a contest that found nothing says the same, and waits for a person just as long.
 */
export async function takeContests({ db, vault, clock, logger }: ContestContext): Promise<void> {
  const log = (tx: ContestContext['db'], id: string, itemId: string | undefined, beside?: string) =>
    appendEntry(tx, {
      kind: 'contest.received',
      // What is opened beside a contest nobody has sent, and it counts as none.
      actor: beside === undefined ? PROCESS.intake : PROCESS.scheduler,
      at: new Date(clock.now()),
      subject: id,
      body: { item: itemId ?? null, ...(beside === undefined ? {} : { beside }) },
    });
  await db.transaction().execute(async (tx) => {
    for (const { id, sealed } of await readUntaken(tx, AT_ONCE)) {
      let forms: readonly string[] = [];
      try {
        forms = addressForms(ContestContent.parse(JSON.parse(await vault.intake.open(sealed))).address);
      } catch {
        // Whoever can insert can insert anything. A person sees that it cannot be read; its content is never logged.
        logger.warn({ contest: id }, 'a contest cannot be opened');
      }
      const tokens = forms.map((form) => vault.token('permalink', form));
      const [itemId, ...others] = tokens.length === 0 ? [] : await findItemsOfAddress(tx, tokens);
      await matchContest(tx, id, itemId);
      await log(tx, id, itemId);
      for (const other of others) {
        const beside = randomUUID();
        await openBeside(tx, beside, id, other);
        await log(tx, beside, other, id);
      }
    }
  });
}
