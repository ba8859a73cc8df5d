import { checkSigners } from './check-signers.ts';
import type { ReleaseProblem } from './release-problem.ts';
import type { Approver, ReleaseRecord } from './release-record.ts';
import { worseTreatment } from './worse-treatment.ts';

/** The packs that a record is held against, and who may sign for them. */
interface AtHand {
  /** Of the packs at hand. */
  readonly digest: string;
  /** Of what is live in them. */
  readonly live: string;
  readonly approvers: readonly Approver[];
}

/**
 * All that is wrong with a record; empty for a release in good order. It takes two signatures, and one for a return that proves
 * itself, or where it is proven that two signed for all that is live. How many changes it lists makes no difference: whoever writes a
 * record can say that there are none.
 */
export function checkRelease(record: ReleaseRecord, atHand: AtHand): readonly ReleaseProblem[] {
  const { digest, live, approvers } = atHand;
  const problems: ReleaseProblem[] = [];
  if (record.digest !== digest) {
    const message = `expected the packs that were signed (${short(record.digest)}), found others (${short(digest)}); restore them, or prepare and sign a new release`;
    problems.push({ code: 'rules.release-differs', message });
  } else if (record.live !== undefined && record.live !== live) {
    const message = `expected in the record what is live in these packs (${short(live)}), found something else (${short(record.live)}); prepare the release anew`;
    problems.push({ code: 'rules.record-differs', message });
  }
  if (record.parent === record.digest) {
    const message = `expected changes against an earlier release, found the packs (${short(record.digest)}) compared with themselves; prepare the release with --against the packs released before`;
    problems.push({ code: 'rules.follows-itself', message });
  }
  const unproven = record.isReturn ? returnProblem(record, atHand) : null;
  if (unproven !== null) problems.push({ code: 'rules.unproven-return', message: unproven });
  const isReturn = record.isReturn && unproven === null;
  // Packs that are returned to were compared when they were new.
  if (!isReturn)
    for (const message of worseTreatment(record)) problems.push({ code: 'rules.treats-worse', message });
  const signers = checkSigners(record, approvers);
  problems.push(...signers.problems);
  const liveProblem = isReturn ? null : liveFromProblem(record, atHand);
  const needed = isReturn || liveProblem === null ? 1 : 2;
  if (signers.good < needed) {
    const why = record.liveFrom === undefined || liveProblem === null ? '' : `, as ${liveProblem}`;
    const message = `expected ${needed} signature(s) of approvers who changed nothing in it${why}, found ${signers.good}; have it signed with "vigie rules release sign"`;
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

/**
 * Why it is not proven that two approvers signed for what is live; `null` where it is. It rests on the packs themselves, not on what the
 * record says of its changes: their live parts are those of a record that two signed, who are still listed.
 */
function liveFromProblem({ live, liveFrom }: ReleaseRecord, atHand: AtHand): string | null {
  if (live === undefined || liveFrom === undefined) return 'no record of what is live is in it';
  if (live !== atHand.live || live !== liveFrom.live)
    return 'what is live differs from what its "liveFrom" was signed for';
  const [problem] = checkRelease(liveFrom, { ...atHand, digest: liveFrom.digest });
  return problem === undefined
    ? null
    : `its "liveFrom" is no release today (${problem.code}: ${problem.message})`;
}

function short(digest: string): string {
  return digest.slice(0, 16);
}
