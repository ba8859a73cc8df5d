import type { Estimate, FairnessReport } from '../../../queue/contracts/index.ts';
import { IntervalPlot } from '../charts/interval-plot.tsx';
import { plotAxis } from '../charts/plot-axis.ts';
import { groupName, percent, percentRange } from '../state/fairness-format.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { number } from '../state/format.ts';

interface MissedProps {
  readonly missed: FairnessReport['missed'];
  /** Whether the person may read what is said of persons at risk. */
  readonly hasAtRisk: boolean;
}

/** What the sample of unflagged posts says of offers that the rules did not find, by language. */
export function FairnessMissed({ missed, hasAtRisk }: MissedProps) {
  return (
    <section class="card" aria-labelledby="fairness-missed">
      <h2 id="fairness-missed">{fairnessText('missed.title')}</h2>
      <p class="hint">{fairnessText('missed.lead')}</p>
      {missed.length === 0 && <p class="hint">{fairnessText('missed.none')}</p>}
      {missed.length > 0 && (
        <IntervalPlot
          caption={fairnessText('missed.recall')}
          head={{
            label: fairnessText('dimension.language'),
            count: fairnessText('missed.sampled'),
            value: fairnessText('missed.recall'),
            interval: fairnessText('table.interval'),
            plot: fairnessText('table.plot'),
          }}
          columns={[
            fairnessText('missed.posts'),
            fairnessText('missed.rate'),
            ...(hasAtRisk ? [fairnessText('missed.atRisk')] : []),
          ]}
          rows={missed.map((one) => ({
            key: one.language,
            label: groupName('language', one.language),
            count: fairnessText(one.halfJudged > 0 ? 'missed.of.half' : 'missed.of', {
              offers: number(one.offers),
              n: number(one.sampled - one.unjudged),
              half: number(one.halfJudged),
            }),
            value: one.recall?.share ?? null,
            interval: one.recall?.interval ?? null,
            cells: [
              estimateText(one.missed),
              one.falsePositiveRate === null ? '–' : percent(one.falsePositiveRate),
              ...(hasAtRisk ? [estimateText(one.missedAtRisk)] : []),
            ],
          }))}
          axis={plotAxis([[0, 1]])}
          format={percent}
          range={percentRange}
          csv={{ href: '/api/fairness/missed.csv', label: fairnessText('fairness.csv') }}
        />
      )}
    </section>
  );
}

function estimateText(estimate: Estimate | null): string {
  if (estimate === null) return '–';
  const [low, high] = estimate.interval.map((posts) => number(Math.round(posts)));
  return fairnessText('table.gap.value', {
    value: number(Math.round(estimate.posts)),
    low: low ?? '',
    high: high ?? '',
  });
}
