import type { Kysely } from 'kysely';
import type { HeldRule, LiftedHold } from '../contracts/fairness.ts';
import { type RuleHold, readNames, readRuleHolds, type Schema, WORD_COUNTS_MS } from '../storage/index.ts';

const MOST_LIFTED = 20;

/** Rules on hold with who would lift them, and the holds that were lifted last, people by the names of their accounts. */
export async function readHolds(
  db: Kysely<Schema>,
  now: Date,
): Promise<{ readonly holds: HeldRule[]; readonly lifted: LiftedHold[] }> {
  const all = await readRuleHolds(db);
  const names = await readNames(
    db,
    all.flatMap((one) => [one.held_by, one.approved_by ?? '', one.lifted_by ?? '']),
  );
  const nameOf = (person: string | null) => names.get(person ?? '') ?? person ?? '';
  return {
    holds: all
      .filter(({ lifted_at }) => lifted_at === null)
      .map((hold) => ({
        rule: hold.rule,
        reason: hold.reason,
        heldBy: nameOf(hold.held_by),
        heldAt: hold.held_at.toISOString(),
        proposal: proposalOf(hold, nameOf, now),
      })),
    lifted: all
      .flatMap(({ lifted_at: liftedAt, ...hold }) => (liftedAt === null ? [] : [{ ...hold, liftedAt }]))
      .toSorted((one, other) => other.liftedAt.getTime() - one.liftedAt.getTime())
      .slice(0, MOST_LIFTED)
      .map((hold) => ({
        rule: hold.rule,
        heldBy: nameOf(hold.held_by),
        heldAt: hold.held_at.toISOString(),
        liftedAt: hold.liftedAt.toISOString(),
        liftedBy: [nameOf(hold.approved_by), nameOf(hold.lifted_by)] as const,
        reason: hold.lift_reason,
      })),
  };
}

/** A word that counts no more is none. */
function proposalOf(
  { approved_by: by, approved_at: at, lift_reason: reason }: RuleHold,
  nameOf: (person: string) => string,
  now: Date,
): HeldRule['proposal'] {
  if (by === null || at === null || now.getTime() - at.getTime() >= WORD_COUNTS_MS) return null;
  return { personId: by, by: nameOf(by), at: at.toISOString(), reason };
}
