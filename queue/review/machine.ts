import type { ItemState } from '../contracts/item.ts';
import type { ReviewStep } from './port.ts';

/** Who may take a step: anyone, the holder of the claim, or the reviewer whose judgment it is. */
type StepBy = 'anyone' | 'holder' | 'judge';

interface StepRule {
  readonly step: ReviewStep;
  readonly from: readonly ItemState[];
  readonly to: ItemState;
  readonly by: StepBy;
}

/**
 * The item's state machine as data: interface, API and tests derive from it. Between judging and an outcome there is
 * always a person: no step starts from a score, and none is taken by the program itself.
 */
export const STEPS: readonly StepRule[] = [
  { step: 'claim', from: ['waiting'], to: 'claimed', by: 'anyone' },
  // The holder's own claim is renewed by claiming again.
  { step: 'claim', from: ['claimed'], to: 'claimed', by: 'holder' },
  { step: 'release', from: ['claimed'], to: 'waiting', by: 'holder' },
  // The reveal follows the first judgment at once, in the same transaction.
  { step: 'judge', from: ['claimed'], to: 'revealed', by: 'holder' },
  { step: 'revise', from: ['revealed'], to: 'outcome', by: 'judge' },
  { step: 'conclude', from: ['revealed'], to: 'outcome', by: 'judge' },
  { step: 'undo', from: ['revealed', 'outcome'], to: 'claimed', by: 'judge' },
];

/** What the machine looks at. */
export interface Standing {
  readonly state: ItemState;
  readonly holder: string | null;
  readonly leaseUntil: number | null;
  readonly judgedBy: string | null;
  readonly judgedAt: number | null;
}

/** Steps that `actor` may take at `now` (ms since 1970). A claim whose lease ran out counts as waiting. */
export function allowedSteps(standing: Standing, actor: string, now: number, undoMs: number): ReviewStep[] {
  const isLapsed = standing.state === 'claimed' && (standing.leaseUntil ?? 0) <= now;
  const state: ItemState = isLapsed ? 'waiting' : standing.state;
  const holder = isLapsed ? null : standing.holder;
  return STEPS.filter((rule) => {
    if (!rule.from.includes(state)) return false;
    if (rule.by === 'holder' && holder !== actor) return false;
    if (rule.by === 'judge' && standing.judgedBy !== actor) return false;
    return rule.step !== 'undo' || now - (standing.judgedAt ?? 0) <= undoMs;
  }).map((rule) => rule.step);
}

export function targetOf(step: ReviewStep): ItemState {
  const rule = STEPS.find((candidate) => candidate.step === step);
  if (!rule) throw new Error(`expected a step of the machine, found ${step}`);
  return rule.to;
}
