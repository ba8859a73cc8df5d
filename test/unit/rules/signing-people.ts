import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Approver, publicKeyOf, type ReleaseRecord, signRelease } from '../../../rules/index.ts';

/** Somebody who may sign, with both halves of a key. */
export interface SigningPerson {
  readonly approver: Approver;
  readonly key: KeyObject;
}

export function person(id: string): SigningPerson {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { approver: { id, publicKey: publicKeyOf(privateKey) }, key: privateKey };
}

export function signedBy(record: ReleaseRecord, ...people: readonly SigningPerson[]): ReleaseRecord {
  return people.reduce((signed, { approver, key }) => signRelease(signed, approver.id, key), record);
}
