import type { SampleResult } from '../../queue/fairness/index.ts';

/** What a month's sample says where so many of the unflagged are missed offers, drawn at two shares as volumes change. */
export function sampledMonth(missedRate: number, unflagged: number, draw: () => number): SampleResult[] {
  const results = [0.004, 0.002].flatMap((share) => {
    const counts = { offer: 0, not_offer: 0, unjudged: 0 };
    for (let post = 0; post < unflagged / 2; post += 1) {
      if (draw() >= share) continue;
      const isMissed = draw() < missedRate;
      // A tenth nobody gets to.
      if (draw() < 0.1) counts.unjudged += 1;
      else counts[isMissed ? 'offer' : 'not_offer'] += 1;
    }
    return Object.entries(counts).map(([answer, samples]) => ({ answer, share, samples }));
  });
  return results.filter(({ samples }) => samples > 0) as SampleResult[];
}
