import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import { languagesOf } from '../contracts/certificate.ts';
import { assessmentBeside } from './item-post.ts';
import { LEFT_FOR, STEPS } from './machine.ts';

/** Language of posts whose language nobody knows: everybody may be asked. */
const UNKNOWN = 'und';

export interface Wanted {
  readonly lane: 'review' | 'protect';
  readonly language?: string | undefined;
  /** Rules that the actor wrote: what one of them found is not theirs to judge second (HUM-06). */
  readonly ownRules?: readonly string[];
}

export interface Asking {
  readonly actor: Actor;
  readonly wanted: Wanted;
  readonly now: Date;
  /** Language that the actor has judged for long, if any. */
  readonly tired: string | null;
  /** What others were found to be taking. */
  readonly passed: readonly string[];
}

/** The tables of posts' items and of control items; each asked alike, so that neither is told from the other. */
export const TABLES = ['vigie.items', 'vigie.control_items'] as const;

export type Table = (typeof TABLES)[number];

/** An item that nobody holds and that this person may be given. */
export function isDrawable(table: Table, { actor, wanted, now, passed }: Asking): RawBuilder<unknown> {
  return sql`(i.claimed_by is null or i.lease_until is null or i.lease_until <= ${now})
    and i.id <> all(${[...passed]}::text[])
    and not exists (select from vigie.skips s
      where s.account_id = ${actor.id} and s.item_id = i.id and s.until > ${now})
    and not exists (select from vigie.item_questions q where q.item_id = i.id and q.colleague = ${actor.id})
    and (${isUnjudgedWhereNeeded(actor, wanted.lane)})
    and ${isLeftWhereNeeded(actor, wanted.lane, now)}
    and ${isOfOthersRules(table, wanted.ownRules ?? [])}
    ${table === 'vigie.control_items' ? sql`and ${isNewTo(actor)}` : sql``}`;
}

/**
 * A post of the set comes to somebody once: what is met again would be recognised. Whoever handed one over without a judgment
 * has met it; the item names them as who ended it.
 */
function isNewTo(actor: Actor): RawBuilder<unknown> {
  return sql`not exists (
    select from vigie.controls here join vigie.controls before using (control_key)
      join vigie.control_items met on met.id = before.item_id
      left join vigie.control_decisions d on d.item_id = before.item_id and d.actor = ${actor.id}
      left join vigie.item_questions q on q.item_id = before.item_id and q.colleague = ${actor.id}
    where here.item_id = i.id and before.item_id <> i.id
      and (d.id is not null or q.id is not null or met.judged_by = ${actor.id}))`;
}

/** The machine's ways by which somebody of these roles is given an item of a lane. */
function drawsOf({ roles }: Actor, lane: Wanted['lane']) {
  return STEPS.filter(
    (rule) => rule.step === 'draw' && rule.lane === lane && rule.roles.some((role) => roles.includes(role)),
  );
}

/** The states in which they are; a claim whose lease ran out counts as waiting. */
export function drawableStates({ actor, wanted }: Asking): string[] {
  return drawsOf(actor, wanted.lane).flatMap(({ from }) =>
    from.flatMap((state) => (state === 'waiting' ? [state, 'claimed'] : [state])),
  );
}

/** Where a way is for the uninvolved alone, nobody who judged the item is given it. */
function isUnjudgedWhereNeeded(actor: Actor, lane: Wanted['lane']): RawBuilder<unknown> {
  const states = drawsOf(actor, lane).flatMap(({ by, from }) =>
    by === 'uninvolved' || by === 'heir' ? from : [],
  );
  return sql`i.state <> all(${states}::text[]) or not exists (
    select 1 from vigie.desk_decisions d where d.item_id = i.id and d.actor = ${actor.id})`;
}

/** Where a way is open once a judgment was left, it is somebody else's, who has left it for as long as the machine says. */
function isLeftWhereNeeded(actor: Actor, lane: Wanted['lane'], now: Date): RawBuilder<unknown> {
  const ways = drawsOf(actor, lane).flatMap(({ by, from }) =>
    by === 'heir' || by === 'successor' ? [{ from, leftAt: new Date(now.getTime() - LEFT_FOR[by]) }] : [],
  );
  const conditions = ways.map(
    ({ from, leftAt }) => sql`(i.state <> all(${[...from]}::text[])
      or (i.judged_by <> ${actor.id} and i.judged_at <= ${leftAt}))`,
  );
  return sql`(${sql.join([sql`true`, ...conditions], sql` and `)})`;
}

/** An item for a second review that no rule of the actor found: `isOfOwnRule` says the same of one that is there already. */
function isOfOthersRules(table: Table, ownRules: readonly string[]): RawBuilder<unknown> {
  if (ownRules.length === 0) return sql`true`;
  return sql`(i.state <> 'second' or not exists (
    select from (${assessmentOf(table)}) a
      cross join lateral jsonb_array_elements(a.body::jsonb -> 'signals') s
    where s ->> 'rule' = any(${[...ownRules]}::text[])))`;
}

/** What the rules made of the item; of a control item or a sampled post it lies beside it. */
function assessmentOf(table: Table): RawBuilder<unknown> {
  return table === 'vigie.items'
    ? sql`select body from vigie.assessments where post_id = i.post_id`
    : assessmentBeside(sql`i.id`);
}

/** Only who holds current certificates gets items, and of the languages they are for (HUM-12); `ar` covers `ar-Latn`. */
export function readableLanguages({ actor, wanted, now }: Asking): RawBuilder<unknown> | null {
  const languages = languagesOf(actor.certificates, now.getTime());
  if (languages === 'none') return null;
  const isAsked = wanted.language === undefined ? sql`true` : sql`g.language = ${wanted.language}`;
  return sql`${isAsked} and (g.language = ${UNKNOWN} or exists (
    select 1 from unnest(${[...languages]}::text[]) as l (tag) where g.language = tag or g.language like tag || '-%'))`;
}
