import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { countSignatures } from '../../../queue/storage/index.ts';
import { readArchiveSigner, SIGNER_FILE } from '../../../workers/signing/signer.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

const SOON_MS = 30 * 24 * 3_600_000;

/** Whether archives are signed, with what until when, and how many are not. */
export async function checkSigning(config: Config, opened: Opened): Promise<Finding[]> {
  const signer = await readArchiveSigner(config.configDir);
  if (signer === null)
    return [
      warn(
        'signatures',
        'no certificate is configured: archives are not signed, and bundles say so',
        'copy config/archive-signing.example.yml to archive-signing.yml; see docs/evidence.md',
      ),
    ];
  const until = new Date(signer.chain[0].validTo);
  const leftMs = until.getTime() - SYSTEM_CLOCK.now();
  const said = `the certificate of ${signer.domain} ${leftMs > 0 ? 'counts until' : 'ended on'} ${until.toISOString().slice(0, 10)}`;
  const mend = `put a new one where ${SIGNER_FILE} says, then restart the scheduler`;
  const standing =
    leftMs <= 0
      ? fail('signatures', said, mend)
      : leftMs < SOON_MS
        ? warn('signatures', said, mend)
        : ok('signatures', said);
  return [standing, ...(await countFindings(opened))];
}

async function countFindings(opened: Opened): Promise<Finding[]> {
  const records = await opened();
  const counts = await countSignatures(records.database.db);
  const signed = counts.find(({ state }) => state === 'signed')?.count ?? 0;
  const waiting = counts.filter(({ state }) => state === 'unsigned');
  return [
    ok('signatures', `${signed} archives are signed`),
    ...waiting.map(({ count, reason }) =>
      warn(
        'signatures',
        `${count} archives are not signed: ${reason ?? 'nobody tried yet'}`,
        'they are tried again by the scheduler; see docs/evidence.md',
      ),
    ),
  ];
}
