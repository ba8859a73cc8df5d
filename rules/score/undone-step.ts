import type { TraceStep } from '../assessment.ts';
import { UNDONE } from '../text/fold-code-point.ts';

const UNDONE_BITS = Object.entries(UNDONE);

/** Says which disguises were undone, by the bits of `UNDONE`; it weighs nothing. */
export function undoneStep(undone: number): TraceStep {
  const what: string[] = [];
  for (const [name, bit] of UNDONE_BITS) if ((undone & bit) !== 0) what.push(name);
  return { step: 'undone', what, weight: 0 };
}
