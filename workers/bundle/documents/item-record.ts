import { hash } from 'node:crypto';
import type { SignedData, SignedDigest } from '../../../queue/contracts/index.ts';
import type { BundleItem } from '../contents.ts';
import { folderOf, numbered } from '../contents.ts';

/** Where the token of an authority on an event lies. */
export function tokenPath(place: number, number: number, authority: string): string {
  return `${folderOf(place)}/timestamps/${numbered(number)}.${authority}.tsr`;
}

/** Where the proof of a calendar on an event lies. */
export function proofPath(place: number, number: number, calendar: string): string {
  return `${folderOf(place)}/timestamps/${numbered(number)}.${calendar}.ots`;
}

/**
 * An item for machines: what was recorded and judged, what speaks against it (CON-05), and what its folder holds. Accounts stand
 * for people; who wrote the post is not in it.
 */
export function itemRecord(one: BundleItem) {
  const { place, exhibit, item, captureId, objects } = one;
  const {
    custody,
    positions: _,
    control: __,
    signature,
    timestamps,
    timeProofs,
    decisions,
    contests,
    questions,
    doubts,
    assessment,
    ...facts
  } = item;
  return {
    version: 1,
    exhibit,
    place,
    ...facts,
    assessment,
    decisions,
    exculpatory: {
      dissent: decisions.filter(({ outcome, isUndone }) => isUndone || outcome !== item.outcome),
      protectiveSigns: assessment?.counterSignals ?? [],
      contests,
      questions,
      // By account: who somebody is stands in no bundle.
      doubts: doubts.map(({ kind, grounds, author, at }) => ({ kind, grounds, author, at })),
      hasOneRelease: assessment?.release !== null,
    },
    capture: {
      id: captureId,
      objects: objects.map(({ role, path, sha256, bytes, mediaType }) => ({
        role,
        path,
        sha256,
        bytes,
        mediaType,
      })),
    },
    custody: {
      count: custody.length,
      last: hash('sha256', custody.at(-1)?.event ?? new Uint8Array(), 'hex'),
    },
    signature: signatureOf(place, signature),
    timestamps: timestamps.map(({ number, authority, state, reason, genTime, token }) => ({
      number,
      authority,
      state,
      reason,
      genTime,
      path: token === null ? null : tokenPath(place, number, authority),
    })),
    opentimestamps: timeProofs.map(({ number, calendar, state, reason, proof, height, block }) => ({
      number,
      calendar,
      state,
      reason,
      height,
      block: block && {
        height: block.height,
        hash: block.hash,
        time: block.time.toISOString(),
        header: Buffer.from(block.bytes).toString('hex'),
      },
      path: proof === null ? null : proofPath(place, number, calendar),
    })),
  };
}

/** Where the signed digest of an archive lies: beside the archive, whose bytes stay as they came into custody. */
export function signaturePath(place: number): string {
  return `${folderOf(place)}/signature/datapackage-digest.json`;
}

function signatureOf(place: number, signature: BundleItem['item']['signature']) {
  const data = signature?.signedData ?? null;
  return {
    state: signature?.state ?? 'unsigned',
    reason: signature?.reason ?? null,
    domain: data?.domain ?? null,
    created: data?.created ?? null,
    authority: signature?.authority ?? null,
    genTime: signature?.genTime ?? null,
    path: data === null ? null : signaturePath(place),
  };
}

/** `datapackage-digest.json` of the signed archive, a member a line: ordinary tools read it, too. */
export function signedDigest(signedData: SignedData): string {
  const digest: SignedDigest = { path: 'datapackage.json', hash: signedData.hash, signedData };
  return `${JSON.stringify(digest, null, 2)}\n`;
}

export function custodyPath(place: number, number: number): string {
  return `${folderOf(place)}/custody/${numbered(number)}`;
}
