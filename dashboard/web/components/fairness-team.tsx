import type { Alpha, FairnessReport, Interval } from '../../../queue/contracts/index.ts';
import { IntervalPlot, type PlottedRow } from '../charts/interval-plot.tsx';
import { fairnessText } from '../state/fairness-words.ts';
import { duration, languageName, number, region } from '../state/format.ts';

type Team = NonNullable<FairnessReport['team']>;

const HOUR_MS = 3_600_000;

/** How the team agrees and how long it takes, by language: nobody is named, and no person can be told from it. */
export function FairnessTeam({ team }: { team: Team }) {
  const isEmpty = team.languages.every(
    (one) => one.onKnown === null && one.onItems === null && one.hours === null,
  );
  return (
    <section class="card" aria-labelledby="fairness-team">
      <h2 id="fairness-team">{fairnessText('team.title')}</h2>
      <p class="hint">{fairnessText('team.lead')}</p>
      {isEmpty && <p class="hint">{fairnessText('team.none')}</p>}
      <Agreement title={fairnessText('team.known')} rows={byLanguage(team, 'onKnown')} />
      <Agreement title={fairnessText('team.items')} rows={byLanguage(team, 'onItems')} />
      <Agreement
        title={fairnessText('team.rules')}
        label={fairnessText('rules.title')}
        rows={team.rules.map(({ rule, onItems }) => rowOf(rule, rule, onItems))}
      />
      <Times languages={team.languages} />
      <p>
        <a href="/quality">{fairnessText('team.quality')}</a>
      </p>
    </section>
  );
}

function byLanguage({ languages }: Team, part: 'onKnown' | 'onItems'): PlottedRow[] {
  return languages.flatMap((one) => {
    const alpha = one[part];
    return alpha === null ? [] : [rowOf(one.language, languageName(one.language), alpha)];
  });
}

function rowOf(key: string, label: string, { units, alpha, interval }: Alpha): PlottedRow {
  return { key, label, count: number(units), value: alpha, interval };
}

interface AgreementProps {
  readonly title: string;
  readonly label?: string;
  readonly rows: readonly PlottedRow[];
}

function Agreement({ title, label = fairnessText('dimension.language'), rows }: AgreementProps) {
  if (rows.length === 0) return null;
  return (
    <IntervalPlot
      caption={title}
      head={{
        label,
        count: fairnessText('team.units'),
        value: fairnessText('team.alpha'),
        interval: fairnessText('table.interval'),
        plot: fairnessText('table.plot'),
      }}
      rows={rows}
      axis={[-0.2, 1]}
      mark={0}
      format={twoDigits}
      range={([low, high]: Interval) =>
        fairnessText('table.range', { low: twoDigits(low), high: twoDigits(high) })
      }
      csv={{ href: '/api/fairness/team.csv', label: fairnessText('fairness.csv') }}
    />
  );
}

function twoDigits(value: number): string {
  return new Intl.NumberFormat(region(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    value,
  );
}

function Times({ languages }: Pick<Team, 'languages'>) {
  const told = languages.flatMap(({ language, hours }) => (hours === null ? [] : [{ language, ...hours }]));
  if (told.length === 0) return null;
  return (
    <table class="figures">
      <caption>{fairnessText('team.hours')}</caption>
      <thead>
        <tr>
          <th scope="col">{fairnessText('dimension.language')}</th>
          <th scope="col">{fairnessText('team.decided')}</th>
          <th scope="col">{fairnessText('team.hours.median')}</th>
          <th scope="col">{fairnessText('team.hours.most')}</th>
        </tr>
      </thead>
      <tbody>
        {told.map(({ language, n, median, most }) => (
          <tr key={language}>
            <th scope="row">{languageName(language)}</th>
            <td>{number(n)}</td>
            <td>{duration(median * HOUR_MS)}</td>
            <td>{duration(most * HOUR_MS)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
