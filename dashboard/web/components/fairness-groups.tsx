import { useState } from 'preact/hooks';
import type { ContentKind, FairnessReport, Measure } from '../../../queue/contracts/index.ts';
import { IntervalPlot } from '../charts/interval-plot.tsx';
import { plotAxis } from '../charts/plot-axis.ts';
import { countOf, gapText, groupName, percent, percentRange } from '../state/fairness-format.ts';
import { fairnessText } from '../state/fairness-words.ts';

const CONTENT_KINDS: readonly ContentKind[] = ['language', 'script', 'corridor'];
const MEASURES: readonly Measure[] = ['precision', 'falseFlags', 'flagRate', 'overturned', 'leakage'];

interface GroupsProps {
  readonly groups: FairnessReport['groups'];
  /** Whether the person may read what is said of persons at risk. */
  readonly hasLeakage: boolean;
}

/** One figure of every kind of content, with its interval, and how far each kind lies from the others. */
export function FairnessGroups({ groups, hasLeakage }: GroupsProps) {
  const [dimension, setDimension] = useState<ContentKind>('language');
  const [measure, setMeasure] = useState<Measure>('precision');
  const rows = groups[dimension];
  return (
    <section class="card" aria-labelledby="fairness-groups">
      <h2 id="fairness-groups">{fairnessText('groups.title')}</h2>
      <div class="plot-choices">
        <Choice<ContentKind>
          label={fairnessText('groups.by')}
          value={dimension}
          options={CONTENT_KINDS}
          nameOf={(one) => fairnessText(`dimension.${one}`)}
          onChoose={setDimension}
        />
        <Choice<Measure>
          label={fairnessText('groups.measure')}
          value={measure}
          options={MEASURES.filter((one) => one !== 'leakage' || hasLeakage)}
          nameOf={(one) => fairnessText(`measure.${one}`)}
          onChoose={setMeasure}
        />
      </div>
      {rows.length === 0 && <p class="hint">{fairnessText('fairness.empty')}</p>}
      {rows.length > 0 && (
        <>
          <IntervalPlot
            caption={fairnessText(`measure.${measure}`)}
            head={{
              label: fairnessText(`dimension.${dimension}`),
              count: fairnessText('table.count'),
              value: fairnessText('table.share'),
              interval: fairnessText('table.interval'),
              plot: fairnessText('table.plot'),
            }}
            columns={[fairnessText('table.gap'), fairnessText('table.gap.within')]}
            rows={rows.map(({ group, pooled, differences }) => ({
              key: group,
              label: groupName(dimension, group),
              count: countOf(pooled[measure]),
              value: pooled[measure].share,
              interval: pooled[measure].interval,
              cells: [gapText(differences[measure].pooled), gapText(differences[measure].conditioned)],
            }))}
            axis={plotAxis(rows.map(({ pooled }) => pooled[measure].interval))}
            format={percent}
            range={percentRange}
            csv={{ href: `/api/fairness/${dimension}.csv`, label: fairnessText('fairness.csv') }}
          />
          <p class="plot-csv">
            <a href="/api/fairness/sources.csv" download>
              {fairnessText('fairness.csv.sources')}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  nameOf(value: Value): string;
  onChoose(value: Value): void;
}

/** A choice among a few. */
function Choice<Value extends string>({ label, value, options, nameOf, onChoose }: ChoiceProps<Value>) {
  return (
    <label>
      <span>{label}</span>
      <select
        class="select"
        value={value}
        onChange={(event) => {
          const chosen = options.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
