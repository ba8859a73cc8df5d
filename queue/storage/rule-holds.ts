import { type Kysely, type Selectable, sql } from 'kysely';
import { storableText } from '../contracts/post.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { personOf, WORD_COUNTS_MS, wordOf } from './persons.ts';
import type { Schema } from './schema.ts';
import type { RuleHoldTable } from './schema-fairness.ts';

export type RuleHold = Selectable<RuleHoldTable>;

/** Who does it, and when. */
interface HoldAct {
  readonly rule: string;
  readonly actor: string;
  readonly now: Date;
}

const MAX_REASON = 500;

/** Ids of the rules that are switched off now, in order, as a value for a statement that reads more than them. */
export const HELD_RULES = sql<string[]>`(
  select coalesce(json_agg(rule order by rule collate "C"), '[]') from vigie.rule_holds where lifted_at is null
)`;

/** Ids of the rules that are switched off now, in order. */
export async function readHeldRules(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ holds: string[] }>`select ${HELD_RULES} as holds`.execute(db);
  return rows[0]?.holds ?? [];
}

/** Every hold there ever was, those in force first and the latest first among equals. */
export async function readRuleHolds(db: Kysely<Schema>): Promise<RuleHold[]> {
  return db
    .selectFrom('vigie.rule_holds')
    .selectAll()
    .orderBy(sql`lifted_at is not null`)
    .orderBy('hold_id', 'desc')
    .execute();
}

/**
 * Switches a rule off for whatever is scored from the commit on; what is being scored meanwhile names the holds that it
 * began with. One word is enough: a hold only takes away. Held again it takes back a word to lift it.
 * @param ask `figures`: what the watch on fairness found
 * @returns whether it was in force before
 * @throws AppError `usage.invalid` without a reason
 */
export async function holdRule(
  db: Kysely<Schema>,
  ask: HoldAct & { readonly reason: string; readonly figures?: Readonly<Record<string, string | number>> },
): Promise<boolean> {
  const { rule, actor, now, figures } = ask;
  const why = reasonOf(ask.reason);
  return db.transaction().execute(async (tx) => {
    const person = await personOf(tx, actor);
    const { rows } = await sql<{ is_new: boolean }>`
      insert into vigie.rule_holds (rule, reason, figures, held_by, held_at)
      values (${rule}, ${why}, ${figures === undefined ? null : JSON.stringify(figures)}, ${person}, ${now})
      on conflict (rule) where lifted_at is null do update set approved_at = null, approved_by = null,
        lift_reason = null
      returning xmax = 0 as is_new
    `.execute(tx);
    const body = { reason: why, ...(figures === undefined ? {} : { figures: { ...figures } }) };
    await appendEntry(tx, { kind: 'rule.held', actor: person, at: now, subject: rule, body });
    return rows[0]?.is_new === false;
  });
}

/**
 * One person's word that a rule speaks again. The second one, of somebody else, ends the hold. Whoever wrote the rule is
 * neither of them.
 * @param act `author`: the author's name that the rule's entry has; `reason`: why it may speak again, for log and page
 * @returns the hold that waits for a second person, or `null` once it is lifted
 * @throws AppError `usage.invalid` for a reason that is none, or a rule that was never on hold
 * @throws AppError `hold.refused` where the rule is not held any more, the same person says it twice, or its author does
 * @throws AppError `operator.unknown` when nobody can tell who says it
 */
export async function liftRule(
  db: Kysely<Schema>,
  act: HoldAct & { readonly author: string | undefined; readonly reason?: string | undefined },
): Promise<RuleHold | null> {
  const { rule, actor, now, author } = act;
  const reason = act.reason === undefined ? null : reasonOf(act.reason);
  return db.transaction().execute(async (tx) => {
    const hold = await inForce(tx, rule);
    const earlier = { by: hold.approved_by, at: hold.approved_at };
    const { person, first, isRepeated } = await wordOf(tx, { actor, earlier, now, countsMs: WORD_COUNTS_MS });
    await refuseAuthor(tx, person, rule, author);
    if (isRepeated) {
      throw refused('a second person', `${person}, who has said so already; lifting takes two`);
    }
    const isSecond = first !== null;
    const changed = isSecond
      ? { lifted_at: now, lifted_by: person }
      : { approved_at: now, approved_by: person, lift_reason: reason };
    await tx.updateTable('vigie.rule_holds').set(changed).where('hold_id', '=', hold.hold_id).execute();
    await appendEntry(tx, {
      kind: isSecond ? 'rule.lifted' : 'rule.lift-approved',
      actor: person,
      at: now,
      subject: rule,
      body: {
        hold: hold.hold_id,
        ...(isSecond && { approvedBy: first }),
        ...(reason !== null && { reason }),
      },
    });
    return isSecond ? null : { ...hold, ...changed };
  });
}

async function inForce(tx: Kysely<Schema>, rule: string): Promise<RuleHold> {
  const hold = await tx
    .selectFrom('vigie.rule_holds')
    .selectAll()
    .where('rule', '=', rule)
    .where('lifted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (hold !== undefined) return hold;
  const past = await tx
    .selectFrom('vigie.rule_holds')
    .select('hold_id')
    .where('rule', '=', rule)
    .executeTakeFirst();
  if (past !== undefined) throw refused('a rule on hold', `"${rule}", which is not any more`);
  throw new AppError('usage.invalid', `expected a rule on hold, found "${rule}", which never was`);
}

/** @param author as the rules at hand name them, which may be others than those that found what the rule was held for */
async function refuseAuthor(
  tx: Kysely<Schema>,
  person: string,
  rule: string,
  author: string | undefined,
): Promise<void> {
  const { rows } = await sql`
    select from vigie.accounts a where a.id = ${person} and (a.writes_as = ${author ?? null}
      or exists (select from vigie.rule_authors w where w.rule = ${rule} and w.author = a.writes_as))
  `.execute(tx);
  if (rows.length > 0) throw refused('somebody who did not write the rule', 'its author');
}

/** @throws AppError `usage.invalid` */
function reasonOf(given: string): string {
  const why = storableText(given).trim();
  if (why.length >= 1 && why.length <= MAX_REASON) return why;
  throw new AppError(
    'usage.invalid',
    `expected a reason of 1 to ${MAX_REASON} characters, found ${why.length}; it goes into the log, so name nobody in it`,
  );
}

function refused(expected: string, found: string): AppError {
  return new AppError('hold.refused', `expected ${expected}, found ${found}`);
}
