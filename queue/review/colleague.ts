import type { Account, Actor, Role } from '../contracts/index.ts';
import { canFill, covers, languagesOf, may } from '../contracts/index.ts';
import type { ItemRow } from './item-row.ts';

export type Teammate = Pick<Account, 'id' | 'roles' | 'certificates' | 'state'>;

/** Who judges an item after whoever has it now, in the worst case. */
const TO_COME: Readonly<Record<string, readonly Role[]>> = {
  claimed: ['reviewer', 'adjudicator'],
  second: ['adjudicator'],
};

type Asked = Pick<ItemRow, 'state' | 'language' | 'judges' | 'consulted' | 'claimed_by'>;

/**
 * Whether the actor may answer what the holder of an item asks: somebody of the lane who reads the language, has judged
 * nothing of the item, and is not needed to judge it later. Who answers is out of its review for good, so that the
 * second judgment stays blind (HUM-06); a colleague without whom nobody is left for it is therefore not asked.
 */
export function mayAnswer(
  actor: Pick<Actor, 'id' | 'roles' | 'certificates'>,
  item: Asked,
  team: readonly Teammate[],
  now: number,
): boolean {
  const involved = new Set([...item.judges, ...item.consulted, item.claimed_by]);
  if (involved.has(actor.id) || !may(actor.roles, 'items.judge', 'review')) return false;
  if (!covers(languagesOf(actor.certificates, now), item.language)) return false;
  const places = TO_COME[item.state] ?? [];
  const free = team.filter(
    ({ id, state, certificates }) =>
      state === 'active' && !involved.has(id) && covers(languagesOf(certificates, now), item.language),
  );
  const others = free.filter(({ id }) => id !== actor.id);
  // What the whole team could not do either is no reason to leave a question unanswered.
  return !canFill(places, free) || canFill(places, others);
}
