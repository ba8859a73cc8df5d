import { useRef, useState } from 'preact/hooks';
import type { StatisticsView } from '../../../queue/contracts/index.ts';
import {
  CorridorChart,
  FlowChart,
  OutcomeTrend,
  PostTrend,
  SplitTable,
} from '../charts/statistics-charts.tsx';
import { FailureNotice, Loading } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ReleaseList } from '../components/release-list.tsx';
import { uncheckedNote } from '../state/checked.ts';
import { t } from '../state/locale.ts';
import { statisticsApi } from '../state/statistics-api.ts';
import { monthName } from '../state/statistics-names.ts';
import { loadStatisticsWords, statText } from '../state/statistics-words.ts';
import { useRemote } from '../state/use-remote.ts';

const MONTHS_BACK = 24;

/** Trends, corridors and the way from posts to outcomes, and what of it is released. */
function StatisticsPage() {
  const [range, setRange] = useState<{ first: string | null; last: string | null }>({
    first: null,
    last: null,
  });
  const key = `statistics ${range.first} ${range.last}`;
  const { value, failure, reload } = useRemote(key, () => statisticsApi.view(range.first, range.last));
  // Another range takes the charts away until it is there, never the focus or what somebody has begun to write.
  const known = useRef<{ key: string; view: StatisticsView } | null>(null);
  if (value !== null && failure === null) known.current = { key, view: value };
  const view = known.current?.view ?? null;
  const isOfRange = known.current?.key === key;
  return (
    <>
      <PageHeading title={statText('title')}>
        <p class="lead">{statText('lead')}</p>
        <p class="hint">{uncheckedNote()}</p>
      </PageHeading>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={reload} />}
      {view !== null && (
        <RangeForm first={range.first ?? view.first} last={range.last ?? view.last} onChange={setRange} />
      )}
      {!isOfRange && failure === null && <Loading />}
      {view !== null && isOfRange && (
        <div class="status-grid charts">
          <PostTrend view={view} />
          <OutcomeTrend view={view} />
          <CorridorChart view={view} />
          <FlowChart view={view} />
          <SplitTable view={view} of="languages" dimension="language" />
          <SplitTable view={view} of="platforms" dimension="platform" />
        </div>
      )}
      {view !== null && <ReleaseList view={view} onChange={reload} />}
    </>
  );
}

interface RangeFormProps {
  readonly first: string;
  readonly last: string;
  readonly onChange: (range: { first: string; last: string }) => void;
}

function RangeForm({ first, last, onChange }: RangeFormProps) {
  const now = new Date();
  const months = Array.from({ length: MONTHS_BACK }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
  const choose = (next: { first: string; last: string }) => onChange(next);
  const options = [...new Set([...months, first, last])].toSorted().toReversed();
  const select = (label: string, value: string, pick: (month: string) => void) => (
    <label class="field-inline">
      <span class="field-label">{label}</span>
      <select class="select" value={value} onChange={(event) => pick(event.currentTarget.value)}>
        {options.map((month) => (
          <option key={month} value={month}>
            {monthName(month)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="chart-range">
      {select(statText('range.first'), first, (month) =>
        choose({ first: month, last: month > last ? month : last }),
      )}
      {select(statText('range.last'), last, (month) =>
        choose({ first: month < first ? month : first, last: month }),
      )}
    </div>
  );
}

export async function loadStatisticsPage(): Promise<typeof StatisticsPage> {
  await loadStatisticsWords();
  return StatisticsPage;
}
