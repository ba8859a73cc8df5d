import type { Normalised } from './normalise.ts';
import { signSet } from './sign-set.ts';

/** Whether a clause ends between two places of the folded text. */
export function isClauseEnded({ units }: Normalised, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (CLAUSE_ENDS.has(units[at] ?? 0)) return true;
  return false;
}

/** Whether a unit of the folded text ends a sentence. */
export function isSentenceEnd(unit: number): boolean {
  return SENTENCE_ENDS.has(unit);
}

const SENTENCE_ENDS = signSet('.!?\u06d4\u0964\u3002\u1362');
const CLAUSE_ENDS = signSet('.!?,;:\u060c\u06d4\u0964\u3002\u1362');
