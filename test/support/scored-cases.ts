import { join } from 'node:path';
import { createScorer, type Scorer } from '../../rules/index.ts';
import { type Case, readHalf } from '../evaluation/read-cases.ts';
import { shippedRules } from '../unit/rules/shipped-packs.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/evaluation');

export interface CaseInLane extends Case {
  readonly lane: string;
}

/** The shipped scorer and the development set with the lane each case ends in, right or wrong. */
export async function scoredCases(): Promise<{ scorer: Scorer; cases: readonly CaseInLane[] }> {
  const scorer = createScorer(await shippedRules(), { release: null });
  const cases = [...(await readHalf(FIXTURES, 'tuned')), ...(await readHalf(FIXTURES, 'held'))];
  return { scorer, cases: cases.map((one) => ({ ...one, lane: scorer.score({ text: one.text }).lane })) };
}
