import type { ItemView } from '../../wire.ts';

export type Phase = 'free' | 'judge' | 'reveal' | 'revise' | 'closed';

/** What the reviewer may do with the item now, read from the steps that the server offers. */
export function phaseOf(item: Pick<ItemView, 'outcome' | 'reveal' | 'steps'>, isRevising: boolean): Phase {
  if (item.outcome !== null) return 'closed';
  if (item.reveal !== null) return isRevising && item.steps.includes('revise') ? 'revise' : 'reveal';
  return item.steps.includes('judge') ? 'judge' : 'free';
}
