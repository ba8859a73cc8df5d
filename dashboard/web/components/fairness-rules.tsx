import { useState } from 'preact/hooks';
import type { FairnessView, RuleOnRecord } from '../../../queue/contracts/index.ts';
import { IntervalPlot } from '../charts/interval-plot.tsx';
import { countOf, groupName, percent, percentRange } from '../state/fairness-format.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { GlossText } from './gloss-text.tsx';

const SHOWN = ['told', 'noisy', 'silent'] as const;
type Shown = (typeof SHOWN)[number];

/** Every rule that speaks for an offer, by what became of what it found, with its text beside it. */
export function FairnessRules({ rules }: Pick<FairnessView, 'rules'>) {
  const [shown, setShown] = useState<Shown>('told');
  const listed = rules.filter((one) => isShown(one, shown));
  return (
    <section class="card" aria-labelledby="fairness-rules">
      <h2 id="fairness-rules">{fairnessText('rules.title')}</h2>
      <p class="hint">{fairnessText('rules.hint')}</p>
      <div class="plot-choices">
        <label>
          <span>{fairnessText('rules.show')}</span>
          <select
            class="select"
            value={shown}
            onChange={(event) => {
              const chosen = SHOWN.find((one) => one === event.currentTarget.value);
              if (chosen !== undefined) setShown(chosen);
            }}
          >
            {SHOWN.map((one) => (
              <option key={one} value={one}>
                {`${fairnessText(`rules.show.${one}`)} (${number(rules.filter((rule) => isShown(rule, one)).length)})`}
              </option>
            ))}
          </select>
        </label>
      </div>
      {listed.length === 0 && <p class="hint">{fairnessText('fairness.empty')}</p>}
      <div class="rule-list">
        {listed.map((rule) => (
          <RuleDetails key={rule.rule} told={rule} />
        ))}
      </div>
      <p class="plot-csv">
        <a href="/api/fairness/rules.csv" download>
          {fairnessText('rules.csv')}
        </a>
      </p>
    </section>
  );
}

function isShown({ state, figures }: RuleOnRecord, shown: Shown): boolean {
  if (shown === 'silent') return state === 'silent';
  if (shown === 'noisy') return state === 'noisy' || state === 'held';
  return figures !== null;
}

function RuleDetails({ told: { rule, info, state, figures } }: { told: RuleOnRecord }) {
  return (
    <details>
      <summary>
        {info === undefined ? <bdi>{rule}</bdi> : <bdi lang="en">{info.title}</bdi>}
        <bdi class="mono">{rule}</bdi>
        <span class={`rule-state rule-state-${state}`}>{fairnessText(`rules.state.${state}`)}</span>
        <span>{inWords(figures)}</span>
      </summary>
      {info !== undefined && (
        <dl class="facts">
          <div>
            <dt>
              <bdi lang="en">{info.title}</bdi>
            </dt>
            <dd>
              <GlossText gloss={info.gloss} />
            </dd>
          </div>
          <div>
            <dt>{fairnessText('rules.benign')}</dt>
            <dd dir="auto" lang="en">
              {info.benign}
            </dd>
          </div>
        </dl>
      )}
      {info?.evidence === 'needs-native-review' && <p class="hint">{t('reveal.native-review')}</p>}
      {figures !== null && (
        <IntervalPlot
          caption={fairnessText('measure.precision')}
          head={{
            label: fairnessText('dimension.language'),
            count: fairnessText('table.count'),
            value: fairnessText('table.share'),
            interval: fairnessText('table.interval'),
            plot: fairnessText('table.plot'),
          }}
          rows={[{ language: null, precision: figures.precision }, ...figures.byLanguage].map(
            ({ language, precision }) => ({
              key: language ?? '*',
              label: language === null ? fairnessText('rules.all') : groupName('language', language),
              count: countOf(precision),
              value: precision.share,
              interval: precision.interval,
            }),
          )}
          axis={[0, 1]}
          format={percent}
          range={percentRange}
          csv={{ href: '/api/fairness/rules.csv', label: fairnessText('rules.csv') }}
        />
      )}
    </details>
  );
}

function inWords(figures: RuleOnRecord['figures']): string {
  if (figures === null) return fairnessText('rules.nothing');
  const { precision, items } = figures;
  if (precision.share === null || precision.interval === null)
    return fairnessText('rules.undecided', { items: number(items) });
  return fairnessText('rules.precision', {
    share: percent(precision.share),
    n: number(precision.n),
    low: percent(precision.interval[0]),
    high: percent(precision.interval[1]),
  });
}
