import { wilson } from '../fairness/intervals.ts';
import { agreementOf } from '../review/agreement.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { countOf, type TallyRow } from './entry-tally.ts';
import type { ReportMethod } from './facts.ts';
import { sumOf } from './sum-months.ts';

/** Posts that people came to in one way, and how many of them were offers. */
export interface Arm {
  /** `flagged`: rules brought them. `drawn`: chance did, from what no rule flagged, and nobody knew it of them. */
  readonly id: 'flagged' | 'drawn';
  /** `null` where it is held back. */
  readonly offers: number | null;
  /** Of drawn posts those that one person called an offer and nobody read a second time; the first methods left them out. */
  readonly halfJudged?: number | null;
  /** Judged an offer or no offer, by one person too; `null` where it is held back. */
  readonly n: number | null;
  readonly share: number | null;
  /** 95 % (Wilson 1927), of the share. */
  readonly interval: readonly [low: number, high: number] | null;
}

interface ArmSources {
  readonly outcomes: readonly MonthCounts[];
  readonly tally: readonly TallyRow[];
}

/**
 * What looking gains by the rules beside looking without them (EVA-04). The drawn arm stands for a day without the tool: it
 * leaves out only what rules flag, a few posts in ten thousand of everyday text. The first methods added its posts up as if each
 * language were drawn alike.
 */
export function comparisonOf({ outcomes, tally }: ArmSources, method: ReportMethod): Arm[] {
  const ended = (answer: string) => countOf(tally, `sample.ended ${answer}`);
  return [
    armOf('flagged', sumOf(outcomes, 'offer'), sumOf(outcomes, 'not_offer')),
    method < 3 ? armOf('drawn', ended('offer'), ended('not_offer')) : drawnArm(ended),
  ];
}

/**
 * Each drawn post stands for as many as there were to each one drawn of its language; the interval is Wilson's on the effective size
 * after Kish. What one person alone called an offer is taken for one, so that the rules are never told too much better than chance, and
 * the interval reaches from none of them being one to all.
 */
function drawnArm(ended: (name: string) => number | null): Arm {
  const [offers, others, half] = [ended('offer'), ended('not_offer'), ended('half_judged')];
  const weights = ['offer weight', 'not_offer weight', 'half_judged weight', 'weight squares'].map(ended);
  const [sure, no, open, squares] = weights;
  if (offers === null || others === null || half === null || sure == null || no == null || open == null)
    return { ...armOf('drawn', null, null), halfJudged: null };
  const all = sure + no + open;
  const arm = { id: 'drawn', offers, halfJudged: half, n: offers + others + half } as const;
  // Entries of before say nothing of their weight; a squared weight of none is a weight of none.
  if (ended('unweighted') !== 0 || all === 0 || squares == null || squares === 0)
    return { ...arm, share: null, interval: null };
  const size = (all * all) / squares;
  const intervalOf = (hits: number) => wilson((hits / all) * size, size) ?? [0, 1];
  const interval = [intervalOf(sure)[0], intervalOf(sure + open)[1]] as const;
  return { ...arm, share: (sure + open) / all, interval };
}

function armOf(id: Arm['id'], offers: number | null, others: number | null): Arm {
  if (offers === null || others === null) return { id, offers: null, n: null, share: null, interval: null };
  const n = offers + others;
  return { id, offers, n, share: n === 0 ? null : offers / n, interval: agreementOf(n, offers).interval };
}
