import type { Month } from '../../queue/contracts/index.ts';
import { appendEntry, sequence, verifyLog } from '../../queue/log/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { loadPolicy } from '../../queue/runtime/policy.ts';
import { type Database, readStoredObjects, scrubErased } from '../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../queue/vault/index.ts';
import { eraseDueTexts } from '../../workers/handlers/expire.ts';
import { evidenceBeside } from './backup-evidence.ts';
import { bringBack, tellOfTheRest } from './bring-back.ts';
import { commandLogger } from './command-logger.ts';
import { openEvidence } from './evidence.ts';
import { EXIT } from './exit.ts';
import { interruptible } from './interruptible.ts';
import { operatorId } from './operator.ts';
import { say } from './terminal.ts';

/** Records whose rows are in for good. */
interface Filled {
  readonly path: string;
  readonly config: Config;
  readonly database: Database;
  readonly now: Date;
  readonly rows: number;
  /** Of the backup. */
  readonly madeAt: string;
  readonly logName: string;
  /** The last month of which no table is released until two people say what was since the backup. */
  readonly closedThrough: Month;
}

/**
 * Does what follows on the rows: the entry of the restore, what is to be erased, captures, and the check of the log.
 * @returns the exit code
 * @throws AppError that says that the rows are there, and how to go on
 */
export async function completeRestore(filled: Filled): Promise<number> {
  return await complete(filled).catch((error: unknown) => {
    throw stoppedHalfWay(filled, error);
  });
}

async function complete(filled: Filled): Promise<number> {
  const { path, config, database, now, rows, madeAt, logName, closedThrough } = filled;
  const { db } = database;
  const vault = createVault(readMasterKey(config.vaultKeyFile));
  // What waited in the backup comes before the entry of this restore.
  await sequence(db, vault);
  await appendEntry(db, {
    kind: 'backup.restored',
    actor: operatorId(),
    at: now,
    subject: 'records',
    body: { madeAt, rows, logName, closedThrough },
  });
  await eraseWhatIsDue(config, database);
  const { store } = openEvidence(config);
  const objects = await readStoredObjects(db);
  const back = await interruptible((signal) =>
    bringBack(evidenceBeside(path), store, objects, { mendsAltered: false, signal }),
  );
  if (back.copied.length > 0) say(`${store.place}: ${back.copied.length} captured objects`);
  const outcome = tellOfTheRest(path, back);
  await sequence(db, vault);
  const { fault, size } = await verifyLog(db, vault);
  say(
    fault
      ? `${rows} rows restored, but the log is NOT intact: ${fault.reason}`
      : `${rows} rows restored from ${madeAt}; log intact, ${size} entries. Run vigie reconcile, or start.`,
  );
  say(
    `no table of months up to ${closedThrough} is released until two people say of which one had gone out after ${madeAt}: ` +
      'vigie statistics reopen [--released MONTH...]',
  );
  return fault ? EXIT.data : outcome;
}

/** The rows are not read in twice: whoever is told of the fault alone has nothing to go on with. */
function stoppedHalfWay({ path, rows }: Filled, error: unknown): AppError {
  return new AppError(
    error instanceof AppError ? error.code : 'storage.unavailable',
    `${rows} rows are restored and stay, but what follows on them was not done: ${messageOf(error)}. When that is seen to, run ` +
      `vigie restore ${path} --evidence-only for the captured objects, vigie log verify and vigie reconcile`,
    {},
    { cause: error },
  );
}

/**
 * An old backup holds texts whose time is over by now. They go before anybody can open the records, with a certificate, and
 * not when the scheduler first comes by; what was erased before its time has no key any more.
 * The store is left as it is: in a drill it may be the real one, whose records still name what these give up. A worker removes
 * from it once these records are the ones that count.
 */
async function eraseWhatIsDue(config: Config, { db, pool, reach }: Database): Promise<void> {
  await eraseDueTexts(
    {
      db,
      vault: createVault(readMasterKey(config.vaultKeyFile)),
      policy: loadPolicy(config.configDir),
      logger: commandLogger(config),
      afterErasure: async () => {
        if (reach === 'owner') await scrubErased(pool);
      },
    },
    new Date(),
  );
}
