import type { ExpireTexts } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { eraseDue } from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';

export type ExpireContext = Pick<WorkerContext, 'db' | 'logger' | 'afterErasure'>;

/** Posts erased in one transaction: short enough that nobody waits behind it. */
const ERASE_LIMIT = 1000;

/** Erases every text whose time has come, and logs how many. Running it twice erases nothing more. */
export async function handleExpireTexts(context: ExpireContext, job: ExpireTexts): Promise<void> {
  const dueAt = new Date(job.dueAt);
  let total = 0;
  for (;;) {
    const { texts, itemIds, hasMore } = await context.db.transaction().execute(async (tx) => {
      const erased = await eraseDue(tx, dueAt, ERASE_LIMIT);
      if (erased.texts > 0) {
        await appendEntry(tx, {
          kind: 'posts.erased',
          actor: 'worker:expire',
          at: job.dueAt,
          subject: 'retention',
          body: { texts: erased.texts, unassessed: erased.unassessed, items: erased.itemIds },
        });
      }
      return erased;
    });
    if (texts > 0) {
      total += texts;
      context.logger.info({ texts, items: itemIds.length }, 'texts erased');
    }
    if (!hasMore) break;
  }
  if (total > 0) await context.afterErasure();
}
