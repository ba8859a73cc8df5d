import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { countProofs } from '../../../queue/storage/index.ts';
import { type OpenTimestamps, readOpenTimestamps } from '../../../workers/opentimestamps/settings.ts';
import { type Finding, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** A calendar commits within hours; a promise that is older than this was not kept, or nobody asks. */
const LATE_MS = 2 * 86_400_000;
const CHECK = 'OpenTimestamps';

/** How far proofs of OpenTimestamps are, where it is configured: nothing is missing where it is not. */
export async function checkProofs(config: Config, opened: Opened): Promise<Finding[]> {
  const settings = await readOpenTimestamps(config.configDir);
  if (settings.calendars.length === 0) return [ok(CHECK, 'not configured, which is fine: it is optional')];
  const records = await opened();
  return await proofFindings(records.database.db, settings, SYSTEM_CLOCK.now());
}

/** @param now milliseconds since 1970 */
export async function proofFindings(
  db: Parameters<typeof countProofs>[0],
  { calendars, headers }: OpenTimestamps,
  now: number,
): Promise<Finding[]> {
  const ids = calendars.map(({ id }) => id);
  const counts = await countProofs(db, ids);
  const count = (wanted: string) => counts.find(({ state }) => state === wanted)?.count ?? 0;
  const said =
    `by ${ids.join(', ')}: ${count('confirmed')} confirmed, ${count('attested')} name a block that was not checked, ` +
    `${count('pending')} pending, ${count('unsent')} not taken yet`;
  const late = counts.find(({ state, since }) => state !== 'confirmed' && now - Date.parse(since) > LATE_MS);
  return [
    late === undefined
      ? ok(CHECK, said)
      : warn(
          CHECK,
          `${said}; the oldest that is not confirmed is of ${late.since}`,
          'vigie evidence custody names the reasons; the scheduler must run and reach calendars and block headers',
        ),
    ...(headers === null ? [NO_HEADERS] : []),
  ];
}

const NO_HEADERS = warn(
  CHECK,
  'no source of block headers is configured: no proof is confirmed here',
  'name your Bitcoin node or another source under "headers" in config/opentimestamps.yml',
);
