import type { ReleaseProblem } from './release-problem.ts';
import type { Approver, ReleaseRecord } from './release-record.ts';
import { isSamePerson } from './same-person.ts';
import { isSignedBy, releaseBytes } from './signatures.ts';

/** Who signed a record as an approver who changed nothing in it, and what is wrong with every other signature. */
export function checkSigners(
  record: ReleaseRecord,
  approvers: readonly Approver[],
): { readonly good: number; readonly problems: readonly ReleaseProblem[] } {
  const told = { approvers, authors: authorsOf(record), bytes: releaseBytes(record) };
  const problems: ReleaseProblem[] = [];
  const good: string[] = [];
  for (const by of new Set(record.signatures.map((signature) => signature.by))) {
    const problem = signerProblem(record, by, told);
    if (problem !== null) problems.push(problem);
    // One person under two ids is one.
    else if (!good.some((other) => isSamePerson(other, by))) good.push(by);
  }
  return { good: good.length, problems };
}

/** Of a return also those of the release returned to: what they changed is in force again. */
function authorsOf({ changes, returnsTo }: ReleaseRecord): ReadonlySet<string> {
  const all = [...changes, ...(returnsTo?.changes ?? [])];
  return new Set(all.flatMap(({ author, authorBefore = author }) => [author, authorBefore]));
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
  // A pack names its author in words, the list of approvers an id.
  const author = [...told.authors].find((name) => isSamePerson(name, by));
  if (author !== undefined) {
    const spelled = author === by ? '' : ` as "${author}"`;
    const message = `expected no signature of an author, found one of "${by}", who changed a part of this release${spelled}, or answered for it before`;
    return { code: 'rules.author-signed', message };
  }
  if (isSignedBy(record, approver, told.bytes)) return null;
  const message = `expected a signature of "${by}" over this record, found one that does not fit; the record or the key was changed`;
  return { code: 'rules.bad-signature', message };
}
