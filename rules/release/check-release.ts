import type { Approver, ReleaseRecord } from './release-record.ts';
import { isSamePerson } from './same-person.ts';
import { isSignedBy, releaseBytes } from './signatures.ts';
import { worseTreatment } from './worse-treatment.ts';

/** What keeps a record from being a release. */
export interface ReleaseProblem {
  readonly code:
    | 'rules.release-differs'
    | 'rules.follows-itself'
    | 'rules.unproven-return'
    | 'rules.unknown-approver'
    | 'rules.bad-signature'
    | 'rules.author-signed'
    | 'rules.too-few-signatures'
    | 'rules.treats-worse';
  readonly message: string;
}

/** The packs that a record is held against, and who may sign for them. */
interface AtHand {
  /** Of the packs at hand. */
  readonly digest: string;
  readonly approvers: readonly Approver[];
}

/**
 * All that is wrong with a record; empty for a release in good order. It takes two signatures, and one for a return that
 * proves itself. How many changes it lists makes no difference: whoever writes a record can say that there are none.
 */
export function checkRelease(record: ReleaseRecord, atHand: AtHand): readonly ReleaseProblem[] {
  const { digest, approvers } = atHand;
  const problems: ReleaseProblem[] = [];
  if (record.digest !== digest) {
    const message = `expected the packs that were signed (${record.digest.slice(0, 16)}), found others (${digest.slice(0, 16)}); restore them, or prepare and sign a new release`;
    problems.push({ code: 'rules.release-differs', message });
  }
  if (record.parent === record.digest) {
    const message = `expected changes against an earlier release, found the packs (${record.digest.slice(0, 16)}) compared with themselves; prepare the release with --against the packs released before`;
    problems.push({ code: 'rules.follows-itself', message });
  }
  const unproven = record.isReturn ? returnProblem(record, atHand) : null;
  if (unproven !== null) problems.push({ code: 'rules.unproven-return', message: unproven });
  const isReturn = record.isReturn && unproven === null;
  // Packs that are returned to were compared when they were new.
  if (!isReturn)
    for (const message of worseTreatment(record)) problems.push({ code: 'rules.treats-worse', message });
  const authors = authorsOf(record);
  const bytes = releaseBytes(record);
  let good = 0;
  for (const by of new Set(record.signatures.map((signature) => signature.by))) {
    const problem = signerProblem(record, by, { approvers, authors, bytes });
    if (problem === null) good += 1;
    else problems.push(problem);
  }
  const needed = isReturn ? 1 : 2;
  if (good < needed) {
    const message = `expected ${needed} signature(s) of approvers who changed nothing in it, found ${good}; have it signed with "vigie rules release sign"`;
    problems.push({ code: 'rules.too-few-signatures', message });
  }
  return problems;
}

/** Why a record that calls itself a return does not prove it. */
function returnProblem({ returnsTo }: ReleaseRecord, atHand: AtHand): string | null {
  const todo = 'prepare the return with --return-to FILE, or these packs as a change with --against DIR';
  if (returnsTo === undefined)
    return `expected the signed record of the release that this returns to, found none; ${todo}`;
  const [problem] = checkRelease(returnsTo, atHand);
  if (problem === undefined) return null;
  return `expected a record that released these packs before, found one with ${problem.code}: ${problem.message}; ${todo}`;
}

/** Of a return also those of the release returned to: what they changed is in force again. */
function authorsOf({ changes, returnsTo }: ReleaseRecord): ReadonlySet<string> {
  return new Set([...changes, ...(returnsTo?.changes ?? [])].map(({ author }) => author));
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
    const message = `expected no signature of an author, found one of "${by}", who changed a part of this release${spelled}`;
    return { code: 'rules.author-signed', message };
  }
  if (isSignedBy(record, approver, told.bytes)) return null;
  const message = `expected a signature of "${by}" over this record, found one that does not fit; the record or the key was changed`;
  return { code: 'rules.bad-signature', message };
}
