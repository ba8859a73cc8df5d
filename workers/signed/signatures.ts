import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type Approver, isSamePerson, isSignatureOf, signatureOf } from '../../rules/index.ts';

/** Signatures as they stand at the end of a file. */
export const Signatures = z.array(
  z.strictObject({
    /** The id of an approver in `config/rights/approvers.yml`. */
    by: z.string().trim().min(1).max(120),
    /** Ed25519 (RFC 8032) over the canonical content without its signatures; base64. */
    signature: z.base64(),
  }),
);
export type Signatures = z.infer<typeof Signatures>;

/** What the rights staff sign. */
export interface Signable {
  readonly preparedBy: string;
  readonly signatures: Signatures;
}

/** What keeps a signature under one kind of file from being taken for one under another, and the command that signs it. */
export interface SigningKind {
  readonly context: string;
  readonly command: string;
}

/** The signatures of a file with one more; a person's earlier one gives way. */
export function addSignature(
  signable: Signable,
  by: string,
  key: KeyObject,
  { context }: SigningKind,
): Signatures {
  const { signatures, ...content } = signable;
  const others = signatures.filter((other) => other.by !== by);
  return [...others, { by, signature: signatureOf(context, content, key) }];
}

/** What is wrong with the signatures of a file, in words; empty when a listed approver, and nobody else, has signed it. */
export function signatureFaults(
  signable: Signable,
  approvers: readonly Approver[],
  { context, command }: SigningKind,
): string[] {
  const { signatures, ...content } = signable;
  if (signatures.length === 0) return [`expected a signature, found none; have it signed with "${command}"`];
  return signatures.flatMap(({ by, signature }): string[] => {
    if (isSamePerson(by, signable.preparedBy))
      return [`expected a signature of somebody else than "${by}", who prepared it`];
    const approver = approvers.find(({ id }) => id === by);
    if (approver === undefined)
      return [`expected signatures of persons in approvers.yml, found "${by}"; list the key if it may sign`];
    return isSignatureOf(context, content, signature, approver.publicKey)
      ? []
      : [
          `expected the text that "${by}" signed, found another; what was changed since has to be signed again`,
        ];
  });
}
