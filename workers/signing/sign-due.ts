import { sign } from 'node:crypto';
import type { SignedData } from '../../queue/contracts/index.ts';
import {
  keepSignature,
  postponeSignature,
  takeUnsigned,
  type UnsignedArchive,
} from '../../queue/storage/index.ts';
import { askForToken } from '../timestamps/ask-for-token.ts';
import { formatRoots } from '../timestamps/authorities.ts';
import type { StampContext } from '../timestamps/stamp-due.ts';
import { checkSignedData } from './check-signed-data.ts';
import type { ArchiveSigner } from './signer.ts';

const AT_ONCE = 20;
const SPECIFICATION = '0.1.0';

/**
 * Signs the archives that wait: the hash of each manifest, with a time stamp over the signature (WACZ Signing and Verification
 * 0.1.0). The archive itself is not opened; its bytes stay those whose hash came into custody. A signature is kept once it was
 * verified as others will; what is not stamped within ten minutes is made anew.
 * @param software name and version of the program, as the signature states them
 * @returns how many were signed
 */
export async function signDue(
  { db, clock, logger }: StampContext,
  signer: ArchiveSigner,
  software: string,
): Promise<number> {
  const now = () => new Date(clock.now());
  let signed = 0;
  for (const archive of await takeUnsigned(db, now(), AT_ONCE)) {
    const answer = await signOne(signer, archive, software, now());
    if (typeof answer === 'string') {
      await postponeSignature(db, archive.captureId, answer);
      logger.warn({ item: archive.itemId, reason: answer }, 'an archive is not signed yet');
    } else {
      const { id: authority } = signer.authority;
      await keepSignature(db, archive, { ...answer, authority, now: now() });
      signed += 1;
    }
  }
  return signed;
}

async function signOne(
  signer: ArchiveSigner,
  { manifest }: UnsignedArchive,
  software: string,
  now: Date,
): Promise<{ readonly signedData: SignedData; readonly genTime: Date } | string> {
  const { chain, key, domain, authority } = signer;
  if (now > new Date(chain[0].validTo)) return 'certificate-expired';
  const signature = sign('sha256', Buffer.from(manifest, 'ascii'), key).toString('base64');
  const stamp = await askForToken(authority, Buffer.from(signature, 'ascii'));
  if ('reason' in stamp) return stamp.reason;
  const signedData: SignedData = {
    hash: manifest,
    created: toSecond(now),
    software,
    version: SPECIFICATION,
    signature,
    domain,
    domainCert: formatRoots(chain.map(({ raw }) => raw)),
    timeSignature: Buffer.from(stamp.token).toString('base64'),
    timestampCert: formatRoots(stamp.checked.certificates),
  };
  const checked = await checkSignedData(signedData, {
    manifest,
    stampRoots: authority.roots,
    domainRoots: null,
  });
  return typeof checked === 'string' ? `not-sound: ${checked}` : { signedData, genTime: checked.genTime };
}

/** Other verifiers read no fractions of a second. */
function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
