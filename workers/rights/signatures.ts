import type { KeyObject } from 'node:crypto';
import { type Approver, isSignatureOf, signatureOf } from '../../rules/index.ts';
import type { Assessment } from './assessment.ts';

/** Keeps a signature under an assessment from being taken for one under anything else. */
const CONTEXT = 'vigie rights assessment v1\n';

/** The signatures of an assessment with one more; a person's earlier one gives way. */
export function signAssessment(assessment: Assessment, by: string, key: KeyObject): Assessment['signatures'] {
  const { signatures, ...content } = assessment;
  const others = signatures.filter((other) => other.by !== by);
  return [...others, { by, signature: signatureOf(CONTEXT, content, key) }];
}

/** What is wrong with the signatures of an assessment, in words; empty when one listed approver has signed it. */
export function signatureFaults(assessment: Assessment, approvers: readonly Approver[]): string[] {
  const { signatures, ...content } = assessment;
  if (signatures.length === 0)
    return ['expected a signature, found none; have it signed with "vigie rights sign"'];
  return signatures.flatMap(({ by, signature }): string[] => {
    if (by === assessment.preparedBy)
      return [`expected a signature of somebody else than "${by}", who prepared it`];
    const approver = approvers.find(({ id }) => id === by);
    if (approver === undefined)
      return [`expected signatures of persons in approvers.yml, found "${by}"; list the key if it may sign`];
    return isSignatureOf(CONTEXT, content, signature, approver.publicKey)
      ? []
      : [
          `expected the text that "${by}" signed, found another; what was changed since has to be signed again`,
        ];
  });
}
