import { hash } from 'node:crypto';
import type { BundleItem } from '../contents.ts';
import { folderOf, numbered } from '../contents.ts';

/** Where the token of an authority on an event lies. */
export function tokenPath(place: number, number: number, authority: string): string {
  return `${folderOf(place)}/timestamps/${numbered(number)}.${authority}.tsr`;
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
    timestamps,
    decisions,
    contests,
    questions,
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
    timestamps: timestamps.map(({ number, authority, state, reason, genTime, token }) => ({
      number,
      authority,
      state,
      reason,
      genTime,
      path: token === null ? null : tokenPath(place, number, authority),
    })),
  };
}

export function custodyPath(place: number, number: number): string {
  return `${folderOf(place)}/custody/${numbered(number)}`;
}
