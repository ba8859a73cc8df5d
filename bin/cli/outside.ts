import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../queue/runtime/config.ts';
import { type AlertSettings, readAlertSettings } from '../../workers/alerts/index.ts';
import { requireReferrals } from '../../workers/alerts/referrals.ts';
import { readOpenTimestamps } from '../../workers/opentimestamps/settings.ts';
import type { ScheduleContext } from '../../workers/schedule.ts';
import { readArchiveSigner } from '../../workers/signing/signer.ts';
import { readAuthorities } from '../../workers/timestamps/authorities.ts';
import { readWitnesses } from '../../workers/witness/read-witnesses.ts';

/** Whom the scheduler asks about what is on record; nobody where it is empty. */
export type Asked = Pick<ScheduleContext, 'witnesses' | 'authorities' | 'openTimestamps' | 'signer'>;

/** Whom the scheduler tells of persons at risk. */
const ALERTS = 'alerts.yml';
const FILES = [ALERTS, 'timestamps.yml', 'opentimestamps.yml', 'archive-signing.yml', 'witnesses.policy'];

/** Configured files that a demonstration leaves unread: somebody may start it in the folder of the real installation. */
export function leftUnread(configDir: string): readonly string[] {
  return FILES.filter((file) => existsSync(join(configDir, file)));
}

/**
 * Whom alerts go to; `undefined` where nobody is configured. A demonstration has nobody on purpose, `null`: its people at risk
 * are invented, and a duty desk could not tell.
 * @throws AppError `config.invalid`
 */
export async function readTold(
  configDir: string,
  isDemo: boolean,
): Promise<AlertSettings | null | undefined> {
  if (isDemo) return null;
  await requireReferrals(configDir);
  return readAlertSettings(configDir);
}

/**
 * Whom the scheduler asks. A demonstration has nobody: what it would have stamped and witnessed is invented.
 * @throws AppError `config.invalid`
 */
export async function readAsked(
  { configDir, witnessNetwork }: Pick<Config, 'configDir' | 'witnessNetwork'>,
  isDemo: boolean,
): Promise<Asked> {
  if (isDemo) return {};
  return {
    witnesses: await readWitnesses(configDir, witnessNetwork),
    authorities: await readAuthorities(configDir),
    openTimestamps: await readOpenTimestamps(configDir),
    signer: await readArchiveSigner(configDir),
  };
}
