import type { Kysely } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import { bindSetting, readSetting } from '../storage/settings.ts';
import type { Vault } from '../vault/index.ts';
import { type NoteSigner, noteSigner, SIGNATURE_TYPE } from './note.ts';

export type SigningVault = Pick<Vault, 'fingerprint' | 'logSeed'>;

const ORIGIN_SETTING = 'log.origin';
const RESTORED = '/restored-';

/** A log that nobody named still needs a name that no other has; `.invalid` says that it leads nowhere (RFC 2606). */
function namelessOrigin(vault: Pick<Vault, 'fingerprint'>): string {
  return `vigie.invalid/${vault.fingerprint}`;
}

/**
 * Names the log of these records, at the first start and for good: checkpoints of one name must continue each other.
 * @param wanted what the configuration says
 * @throws AppError `config.invalid` when the records have another name
 */
export async function bindLogOrigin(
  db: Kysely<Schema>,
  vault: Pick<Vault, 'fingerprint'>,
  wanted: string | undefined,
): Promise<void> {
  const bound = await bindSetting(db, ORIGIN_SETTING, wanted ?? namelessOrigin(vault));
  if (wanted === undefined || bound.split(RESTORED)[0] === wanted) return;
  throw new AppError(
    'config.invalid',
    `VIGIE_LOG_ORIGIN: expected ${bound}, the name these records had from their first start, found ${wanted}; checkpoints ` +
      'that carry a name must continue each other',
  );
}

/**
 * Gives the log a new name after a restore: others may hold checkpoints of what was written after the backup, and a log
 * that went on from an earlier state under the same name would contradict them.
 */
export async function renameRestoredLog(
  db: Kysely<Schema>,
  vault: Pick<Vault, 'fingerprint'>,
  now: Date,
): Promise<string> {
  const [base] = (await readOrigin(db, vault)).split(RESTORED);
  const value = `${base}${RESTORED}${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  await db
    .insertInto('vigie.settings')
    .values({ name: ORIGIN_SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
  return value;
}

/** What signs checkpoints of this log; its public half verifies them. */
export async function readLogSigner(db: Kysely<Schema>, vault: SigningVault): Promise<NoteSigner> {
  return logSignerOf(await readOrigin(db, vault), vault);
}

/** The same for another name that the log once had. */
export function logSignerOf(origin: string, vault: Pick<Vault, 'logSeed'>): NoteSigner {
  return noteSigner(origin, SIGNATURE_TYPE.log, vault.logSeed);
}

async function readOrigin(db: Kysely<Schema>, vault: Pick<Vault, 'fingerprint'>): Promise<string> {
  return (await readSetting(db, ORIGIN_SETTING)) ?? namelessOrigin(vault);
}
