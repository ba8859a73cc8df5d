import { agreementOf } from '../review/agreement.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { countOf, type TallyRow } from './entry-tally.ts';
import { sumOf } from './sum-months.ts';

/** Posts that people came to in one way, and how many of them were offers. */
export interface Arm {
  /** `flagged`: rules brought them. `drawn`: chance did, from what no rule flagged, and nobody knew it of them. */
  readonly id: 'flagged' | 'drawn';
  /** `null` where it is held back. */
  readonly offers: number | null;
  /** Judged an offer or no offer; `null` where it is held back. */
  readonly n: number | null;
  readonly share: number | null;
  /** 95 % (Wilson 1927), of the share. */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * What looking gains by the rules beside looking without them (EVA-04). The drawn arm stands for a day without the tool: it
 * leaves out only what rules flag, a few posts in ten thousand of everyday text.
 */
export function comparisonOf({
  outcomes,
  tally,
}: {
  readonly outcomes: readonly MonthCounts[];
  readonly tally: readonly TallyRow[];
}): Arm[] {
  const ended = (answer: string) => countOf(tally, `sample.ended ${answer}`);
  return [
    armOf('flagged', sumOf(outcomes, 'offer'), sumOf(outcomes, 'not_offer')),
    armOf('drawn', ended('offer'), ended('not_offer')),
  ];
}

function armOf(id: Arm['id'], offers: number | null, others: number | null): Arm {
  if (offers === null || others === null) return { id, offers: null, n: null, share: null, interval: null };
  const n = offers + others;
  return { id, offers, n, share: n === 0 ? null : offers / n, interval: agreementOf(n, offers).interval };
}
