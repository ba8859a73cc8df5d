import { createPublicKey, type KeyObject } from 'node:crypto';
import { type NoteVerifier, openCheckpoint, parseVkey } from '../../../queue/log/index.ts';
import { verifyUnitSignature } from '../../../queue/vault/index.ts';
import { parseRoots } from '../../timestamps/authorities.ts';
import { type BagFault, checkBag } from '../bag/check-bag.ts';
import { parseManifest } from '../bag/format.ts';
import type { BagFolder } from '../bag/read-folder.ts';
import { folderOf } from '../contents.ts';
import { parseSeal, sha512 } from '../seal.ts';
import { type Checking, readJson } from './checking.ts';
import { ExportRecord } from './shapes.ts';
import { type HeldItem, verifyItem } from './verify-item.ts';
import { verifyShredding } from './verify-log-places.ts';
import type { HeldProofs } from './verify-proofs.ts';

/** What the verifier was given another way than with the bundle. */
export interface Trust {
  /** Public key of the unit, PEM. */
  readonly unitPem?: string | undefined;
  /** Verifier key of the log. */
  readonly logVkey?: string | undefined;
  /** Root certificates of the time-stamp authorities, PEM. */
  readonly rootsPem?: string | undefined;
  /** Root certificates that archives' signers may have theirs from, PEM. */
  readonly domainRootsPem?: string | undefined;
  /** Headers of blocks, 80 bytes each, by height. */
  readonly blockHeaders?: ReadonlyMap<number, Uint8Array> | undefined;
  /** Easiest target of a block, see `readHeader`: given where tests mine blocks of their own. */
  readonly blockLimit?: bigint | undefined;
}

export interface BundleReport {
  /** Number of the case and of the export; `null` where that cannot be read. */
  readonly bundle: string | null;
  readonly items: number;
  readonly files: number;
  /** Tokens that hold. */
  readonly stamps: number;
  /** Archives whose signature holds. */
  readonly signatures: number;
  /** Proofs of OpenTimestamps by what they show. */
  readonly proofs: HeldProofs;
  readonly faults: readonly BagFault[];
  /** What is no fault and has to be known. */
  readonly notices: readonly string[];
}

const SEALS = ['seal.txt', 'seal.sig'];
const LAST_MANIFEST = 'tagmanifest-sha512.txt';

/** Checks a bundle from its bytes alone: no network, no records. Every fault is told, not only the first. */
export async function verifyBundle(folder: BagFolder, trust: Trust = {}): Promise<BundleReport> {
  const faults: BagFault[] = checkBag(folder);
  const notices: string[] = [];
  const fault = (file: string, reason: string) => {
    faults.push({ file, reason });
  };
  const notice = (text: string) => {
    if (!notices.includes(text)) notices.push(text);
  };
  const unit = readUnitKey(trust.unitPem ?? folder.read('keys/unit.pem')?.toString('utf8'), fault);
  const log = readLogKey(trust.logVkey ?? folder.read('keys/log.vkey')?.toString('utf8'), fault);
  if (trust.unitPem === undefined) notice(OWN_UNIT_KEY);
  if (trust.logVkey === undefined) notice(OWN_LOG_KEY);
  if (
    trust.domainRootsPem === undefined &&
    folder.paths.some((path) => path.endsWith('/datapackage-digest.json'))
  )
    notice(OWN_DOMAIN_ROOTS);
  if (trust.rootsPem === undefined && folder.paths.some((path) => path.endsWith('.tsr'))) notice(OWN_ROOTS);
  for (const path of unlistedFiles(folder))
    fault(path, `expected to find it in ${LAST_MANIFEST}, found it is not`);
  const seal = verifySeal(folder, unit, fault);
  const record = readJson(folder, 'data/export.json', ExportRecord, fault);
  const checkpoint = folder.read('data/log/checkpoint')?.toString('utf8') ?? '';
  const opened = log === null ? 'expected the key of the log, found none' : openCheckpoint(checkpoint, log);
  if (typeof opened === 'string') fault('data/log/checkpoint', opened);
  else if (
    record &&
    (record.log.origin !== opened.checkpoint.origin || record.log.size !== opened.checkpoint.size)
  )
    fault('data/export.json', 'expected the log of the checkpoint, found another');
  if (seal && record && (seal.export !== record.number || seal.caseNumber !== record.caseNumber))
    fault('seal.txt', `expected a seal of ${record.caseNumber}/${record.number}, found another bundle's`);
  if (seal && record && seal.origin !== record.log.origin)
    fault('seal.txt', `expected a seal of ${record.log.origin}, found one of ${seal.origin}`);
  const rootsPem = trust.rootsPem;
  const rootsOf = (authority: string) =>
    parseRoots(rootsPem ?? folder.read(`keys/${authority}.pem`)?.toString('utf8') ?? '');
  const domainRoots = trust.domainRootsPem === undefined ? null : parseRoots(trust.domainRootsPem);
  const shreddedBefore = verifyShredding(folder, log, checkpoint, fault);
  const checking: Checking = {
    ...{ folder, unit, log, checkpoint, rootsOf, domainRoots, fault, notice },
    ...{ shreddedBefore, taken: new Set<number>() },
    headers: trust.blockHeaders ?? null,
    blockLimit: trust.blockLimit,
  };
  const held: HeldItem[] = [];
  for (const [at, item] of (record?.items ?? []).entries()) {
    if (item.place !== at + 1 || item.path !== folderOf(at + 1))
      fault(
        'data/export.json',
        `expected item ${at + 1} in ${folderOf(at + 1)}, found ${item.place} in ${item.path}`,
      );
    else if (record) {
      const one = await verifyItem(checking, record, item);
      if (one !== null) held.push(one);
    }
  }
  return {
    bundle: record === null ? null : `${record.caseNumber}/${record.number}`,
    items: record?.items.length ?? 0,
    files: folder.paths.length,
    stamps: sum(held.map(({ stamps }) => stamps)),
    signatures: sum(held.map(({ signatures }) => signatures)),
    proofs: {
      pending: sum(held.map(({ proofs }) => proofs.pending)),
      attested: sum(held.map(({ proofs }) => proofs.attested)),
      confirmed: sum(held.map(({ proofs }) => proofs.confirmed)),
    },
    faults,
    notices,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

const OWN_UNIT_KEY =
  "The unit's key came with the bundle: this shows that nothing was altered since it was sealed, not by whom. Compare it with the " +
  'one you got from the unit another way, or pass that with --key.';
const OWN_LOG_KEY =
  "The log's key came with the bundle: it is the unit's as far as the seal is. Compare it with the one you got from the unit another " +
  'way, or pass that with --log-key.';
const OWN_ROOTS =
  'The roots of the time-stamp authorities came with the bundle. Compare them with those that the authorities publish, or pass ' +
  'those with --roots. A stamp that does not hold against them may hold against the root that its authority had then.';

const OWN_DOMAIN_ROOTS =
  'The certificates of the signer of the archives came with the bundle. Pass the roots that you trust with --domain-roots.';

/** Files beside the payload that nothing vouches for. */
function unlistedFiles(folder: BagFolder): string[] {
  const { manifest } = parseManifest(folder.read(LAST_MANIFEST)?.toString('utf8') ?? '', 'sha512');
  return folder.paths.filter(
    (path) =>
      !path.startsWith('data/') && path !== LAST_MANIFEST && !SEALS.includes(path) && !manifest.has(path),
  );
}

function verifySeal(
  folder: BagFolder,
  unit: KeyObject | null,
  fault: Checking['fault'],
): ReturnType<typeof parseSeal> {
  const [text, signature, manifest] = [...SEALS, LAST_MANIFEST].map((path) => {
    const bytes = folder.read(path);
    if (bytes === null) fault(path, 'expected this file, found none');
    return bytes;
  });
  if (!text || !signature || !manifest) return null;
  const seal = parseSeal(text.toString('utf8'));
  if (seal === null) fault('seal.txt', 'expected the seal of a bundle, found something else');
  else if (seal.sha512 !== sha512(manifest))
    fault(LAST_MANIFEST, 'expected the hash that was sealed, found another: the manifest was changed');
  if (unit !== null && !verifyUnitSignature(unit, text, signature))
    // Which of the two was changed cannot be told.
    for (const path of SEALS)
      fault(path, "expected the unit's signature of seal.txt to hold, found that it does not");
  return seal;
}

function readUnitKey(pem: string | undefined, fault: Checking['fault']): KeyObject | null {
  try {
    const key = createPublicKey(pem ?? '');
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below.
  }
  fault('keys/unit.pem', "expected the unit's Ed25519 key in PEM, found none");
  return null;
}

function readLogKey(vkey: string | undefined, fault: Checking['fault']): NoteVerifier | null {
  const key = parseVkey(vkey ?? '');
  if (typeof key !== 'string') return key;
  fault('keys/log.vkey', key);
  return null;
}
