import type { Approver, ReleaseRecord } from './release-record.ts';
import { isSignedBy, releaseBytes } from './signatures.ts';
import { worseTreatment } from './worse-treatment.ts';

/** What keeps a record from being a release. */
export interface ReleaseProblem {
  readonly code:
    | 'rules.release-differs'
    | 'rules.unknown-approver'
    | 'rules.bad-signature'
    | 'rules.author-signed'
    | 'rules.too-few-signatures'
    | 'rules.treats-worse';
  readonly message: string;
}

/** Signatures a record needs: one where no live rule or word changes, and for a return to packs released before. */
export function neededSignatures({ changes, isReturn }: ReleaseRecord): 1 | 2 {
  return isReturn || changes.every(({ isLive }) => !isLive) ? 1 : 2;
}

/**
 * All that is wrong with a record; empty for a release in good order.
 * @param digest of the packs at hand
 */
export function checkRelease(
  record: ReleaseRecord,
  { digest, approvers }: { readonly digest: string; readonly approvers: readonly Approver[] },
): readonly ReleaseProblem[] {
  const problems: ReleaseProblem[] = [];
  if (record.digest !== digest) {
    const message = `expected the packs that were signed (${record.digest.slice(0, 16)}), found others (${digest.slice(0, 16)}); restore them, or prepare and sign a new release`;
    problems.push({ code: 'rules.release-differs', message });
  }
  for (const message of worseTreatment(record)) problems.push({ code: 'rules.treats-worse', message });
  const authors = new Set(record.changes.map(({ author }) => author));
  const bytes = releaseBytes(record);
  let good = 0;
  for (const by of new Set(record.signatures.map((signature) => signature.by))) {
    const problem = signerProblem(record, by, { approvers, authors, bytes });
    if (problem === null) good += 1;
    else problems.push(problem);
  }
  const needed = neededSignatures(record);
  if (good < needed) {
    const message = `expected ${needed} signature(s) of approvers who changed nothing in it, found ${good}; have it signed with "vigie rules release sign"`;
    problems.push({ code: 'rules.too-few-signatures', message });
  }
  return problems;
}

function signerProblem(
  record: ReleaseRecord,
  by: string,
  told: {
    readonly approvers: readonly Approver[];
    readonly authors: ReadonlySet<string>;
    readonly bytes: Buffer;
  },
): ReleaseProblem | null {
  const approver = told.approvers.find(({ id }) => id === by);
  if (approver === undefined) {
    const message = `expected signatures of listed approvers, found "${by}"; add the key to approvers.yml if it may release`;
    return { code: 'rules.unknown-approver', message };
  }
  if (told.authors.has(by)) {
    const message = `expected no signature of an author, found one of "${by}", who changed a part of this release`;
    return { code: 'rules.author-signed', message };
  }
  if (isSignedBy(record, approver, told.bytes)) return null;
  const message = `expected a signature of "${by}" over this record, found one that does not fit; the record or the key was changed`;
  return { code: 'rules.bad-signature', message };
}
