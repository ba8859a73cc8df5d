import type { ItemView } from '../../wire.ts';

export type Phase = 'free' | 'judge' | 'reveal' | 'revise' | 'settle' | 'closed';

/** What the reviewer may do with the item now, read from the steps that the server offers. */
export function phaseOf(
  { outcome, reveal, steps }: Pick<ItemView, 'outcome' | 'reveal' | 'steps'>,
  isRevising: boolean,
): Phase {
  if (steps.includes('judge')) return 'judge';
  if (steps.includes('approve')) return 'settle';
  // What is to be claimed may have been judged before, by whoever sees it too.
  if (outcome === null && (reveal === null || steps.includes('claim'))) return 'free';
  // Judged, and now waiting for somebody else: there is nothing more to do here, as with a closed one.
  if (!steps.includes('conclude')) return 'closed';
  return isRevising && steps.includes('revise') ? 'revise' : 'reveal';
}
