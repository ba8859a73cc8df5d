import type { CoverageReport } from '../../../queue/contracts/index.ts';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { CoverageGrid } from '../charts/coverage-grid.tsx';
import { Awaited } from '../components/awaited.tsx';
import { CoverageTable } from '../components/coverage-table.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { uncheckedNote } from '../state/checked.ts';
import {
  byState,
  cellTable,
  languageTable,
  routeTable,
  ruleTable,
  sourceTable,
} from '../state/coverage-tables.ts';
import { coverText, loadCoverageWords } from '../state/coverage-words.ts';
import { loadFairnessWords } from '../state/fairness-words.ts';
import { dateTime, number, sentenceList } from '../state/format.ts';
import { logAddress, positions } from '../state/log-address.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { loadSourceWords } from '../state/source-words.ts';
import { monthName } from '../state/statistics-names.ts';
import { loadStatisticsWords } from '../state/statistics-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** Where Vigie looks, what came, and where it would see nothing: "quiet" and "blind" are told apart. */
function CoveragePage() {
  const remote = useRemote('coverage', oversightApi.coverage);
  const { value } = remote;
  return (
    <>
      <PageHeading title={coverText('title')}>
        <p class="lead">{coverText('lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && (
        <div class="chart-stack">
          <Basis report={value} />
          <Grid report={value} />
          <Tables report={value} />
        </div>
      )}
    </>
  );
}

function Basis({ report: { from, to, since, probes, log } }: { report: CoverageReport }) {
  const { release, holds, at } = probes;
  return (
    <div>
      <p>
        {coverText('probed', {
          time: dateTime(at),
          release: release ?? coverText('release.none'),
          holds: holds.length === 0 ? coverText('probed.none') : sentenceList(holds),
        })}
      </p>
      <p class="hint">
        {coverText('period', { from: monthOf(from), to: monthOf(to), since: monthOf(since) })}{' '}
        {log === null ? (
          coverText('log.none')
        ) : (
          <a href={logAddress(positions(log))}>
            {coverText('log', { first: number(log.first), last: number(log.last) })}
          </a>
        )}
      </p>
    </div>
  );
}

function Grid({ report: { cells, log } }: { report: CoverageReport }) {
  if (cells.length === 0) return <p class="hint">{coverText('grid.empty')}</p>;
  const count = (state: string) => number(cells.filter((one) => one.state === state).length);
  const counts = {
    seen: count('seen'),
    quiet: count('quiet'),
    blind: count('blind'),
    unproved: count('unproved'),
  };
  const table = cellTable(cells);
  const words = coverText('grid.alt', { cells: number(cells.length), ...counts });
  return (
    <ChartFrame
      title={coverText('grid')}
      alternative={words}
      basis={`${words} ${coverText('grid.basis')}`}
      file="coverage-cells"
      table={table.shown}
      fileTable={table.csv}
      origin={{ query: '/api/coverage', kinds: ['posts.scored', 'source.round'], range: positions(log) }}
      picture={<CoverageGrid cells={cells} />}
      isWide
    />
  );
}

function Tables({ report }: { report: CoverageReport }) {
  const [sources, languages, routes] = [
    byState(report.sources),
    byState(report.languages),
    byState(report.routes),
  ];
  const ill = report.rules.filter(({ state }) => state === 'blind').length;
  const quiet = report.rules.filter(({ state }) => state === 'quiet').length;
  const rulesSay =
    ill === 0
      ? coverText('rules.well')
      : coverText('rules.ill', { count: number(ill), all: number(report.rules.length) });
  return (
    <>
      <CoverageTable
        id="sources"
        title={coverText('sources')}
        {...sourceTable(sources)}
        isIll={(row) => sources[row]?.state === 'blind'}
      />
      <CoverageTable
        id="languages"
        title={coverText('languages')}
        hint={uncheckedNote()}
        {...languageTable(languages)}
        isIll={(row) => languages[row]?.state === 'blind'}
      />
      <CoverageTable
        id="routes"
        title={coverText('routes')}
        {...routeTable(routes)}
        isIll={(row) => routes[row]?.state === 'blind'}
      />
      <CoverageTable
        id="rules"
        title={coverText('rules')}
        hint={`${rulesSay} ${coverText('rules.quiet', { count: number(quiet) })}`}
        {...ruleTable(report.rules)}
        isIll={() => true}
      />
    </>
  );
}

function monthOf(day: string): string {
  return monthName(day.slice(0, 7));
}

export async function loadCoveragePage(): Promise<typeof CoveragePage> {
  await Promise.all([loadCoverageWords(), loadFairnessWords(), loadSourceWords(), loadStatisticsWords()]);
  return CoveragePage;
}
