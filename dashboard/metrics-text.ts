import type { AlertCounts, ContestCounts } from '../queue/contracts/index.ts';
import type { ReportDuty } from '../queue/report/index.ts';
import type { TellingCounts } from '../queue/telling/index.ts';
import type { SourceHealth, StatusReport } from './wire.ts';

const DAY_MS = 86_400_000;

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Counted {
  readonly status: StatusReport;
  readonly sources: readonly SourceHealth[];
  readonly report: ReportDuty;
  readonly tellings: TellingCounts;
  readonly alerts: AlertCounts;
  readonly contests: ContestCounts;
  /** By rule: so many have ever been in force, and no more. */
  readonly ruleErrors: Readonly<Record<string, number>>;
}

/**
 * The counts of the status, of alerts and of each source in the text format that Prometheus reads (version 0.0.4). Every
 * number is also on a page or told by `vigie status` or `vigie doctor`; nothing in it is about a post.
 */
export function metricsText(counted: Counted): string {
  const { status, sources, report, tellings, alerts, contests, ruleErrors } = counted;
  const { items, log } = status;
  // A counter never falls, and posts leave `staged`.
  const { staged, ...posts } = status.posts;
  const byPart = (counts: Readonly<Record<string, number>>, label: string, skip?: string): Sample[] =>
    Object.entries(counts)
      .filter(([part]) => part !== skip)
      .map(([part, value]) => ({ labels: { [label]: part }, value }));
  const ofSources = (value: (source: SourceHealth) => number | null): Sample[] =>
    sources.flatMap((source) => {
      const found = value(source);
      return found === null ? [] : [{ labels: { source: source.id }, value: found }];
    });
  return [
    family(
      'vigie_posts_total',
      'counter',
      'Posts that were scored from the beginning, by status.',
      byPart(posts, 'status', 'total'),
    ),
    family('vigie_posts_staged', 'gauge', 'Posts that wait to be scored.', [{ value: staged }]),
    family('vigie_items', 'gauge', 'Items in the review queue.', byPart(items, 'state')),
    family(
      'vigie_alerts',
      'gauge',
      'People at risk whose items have not ended; of these, whom nobody has had in hand for half an hour.',
      byPart({ open: alerts.open, unanswered: alerts.unanswered }, 'state'),
    ),
    family(
      'vigie_contests',
      'gauge',
      'Contests that nobody has decided; of these, the ones whose 30 days are over.',
      byPart({ open: contests.open, overdue: contests.overdue }, 'state'),
    ),
    family(
      'vigie_rule_errors_total',
      'counter',
      'Posts on which a rule could not be run, by rule: what it would have found there is missing.',
      byPart(ruleErrors, 'rule'),
    ),
    // The family above has no sample of a rule before its first error, and `increase` would pass over that.
    family(
      'vigie_rule_failures_total',
      'counter',
      'The same of all rules together, also before the first: alerts are set on this one.',
      [{ value: Object.values(ruleErrors).reduce((sum, posts) => sum + posts, 0) }],
    ),
    family('vigie_log_entries_total', 'counter', 'Entries of the transparency log.', [{ value: log.size }]),
    family(
      'vigie_source_state',
      'gauge',
      'The state of each source: 1 under its name.',
      sources.map(({ id, kind, state }) => ({ labels: { source: id, kind, state }, value: 1 })),
    ),
    family(
      'vigie_source_enabled',
      'gauge',
      'Whether a source may be collected.',
      ofSources(({ isEnabled }) => (isEnabled ? 1 : 0)),
    ),
    family(
      'vigie_source_last_round_timestamp_seconds',
      'gauge',
      'When its last round ended.',
      ofSources(({ lastRoundAt }) => seconds(lastRoundAt)),
    ),
    family(
      'vigie_source_last_ok_timestamp_seconds',
      'gauge',
      'When a round last ended well.',
      ofSources(({ lastOkAt }) => seconds(lastOkAt)),
    ),
    family(
      'vigie_source_last_yield_timestamp_seconds',
      'gauge',
      'When a round last brought a new post.',
      ofSources(({ lastYieldAt }) => seconds(lastYieldAt)),
    ),
    family(
      'vigie_source_next_due_timestamp_seconds',
      'gauge',
      'When its next round is due.',
      ofSources(({ nextDueAt }) => seconds(nextDueAt)),
    ),
    family(
      'vigie_source_interval_seconds',
      'gauge',
      'Pause between its rounds at present.',
      ofSources(({ everySeconds }) => everySeconds),
    ),
    family(
      'vigie_source_last_new_posts',
      'gauge',
      'New posts of its last round.',
      ofSources(({ lastNew }) => lastNew),
    ),
    family(
      'vigie_source_newest_page_posts',
      'gauge',
      'Posts on its newest page.',
      ofSources(({ headPosts }) => headPosts),
    ),
    family(
      'vigie_source_newest_page_posts_expected',
      'gauge',
      'Fewest posts there that are not suspicious.',
      ofSources(({ headExpected }) => headExpected),
    ),
    family(
      'vigie_source_backfill_pages',
      'gauge',
      'Older pages still wanted at most.',
      ofSources(({ backfillPages }) => backfillPages),
    ),
    family(
      'vigie_source_refusals_total',
      'counter',
      'What was not asked for or not given, by reason.',
      sources.flatMap(({ id, refusals }) => byReason(id, refusals)),
    ),
    family(
      'vigie_source_failures_total',
      'counter',
      'Rounds that were tried and did not end well, by reason.',
      sources.flatMap(({ id, failures }) => byReason(id, failures)),
    ),
    family(
      'vigie_report_due_timestamp_seconds',
      'gauge',
      'Last moment at which the transparency report of a period is in time; periods that are over and unpublished, and the one that runs.',
      [...report.owed, report.next].map(({ period, dueOn }) => ({
        labels: { period },
        value: (Date.parse(dueOn) + DAY_MS) / 1000,
      })),
    ),
    family('vigie_reports_overdue', 'gauge', 'Transparency reports whose day is over.', [
      { value: report.owed.filter(({ daysOverdue }) => daysOverdue > 0).length },
    ]),
    family(
      'vigie_tellings',
      'gauge',
      'Duties to tell whoever posted that are not done, by state.',
      (['open', 'delayed', 'unreachable'] as const).map((state) => ({
        labels: { state },
        value: tellings[state],
      })),
    ),
    family(
      'vigie_tellings_overdue',
      'gauge',
      'Of these, the ones whose day is over: of telling, or of a review.',
      [true, false].map((isReview) => ({
        labels: { what: isReview ? 'review' : 'telling' },
        value: tellings.overdue.filter((one) => one.isReview === isReview).length,
      })),
    ),
  ].join('');
}

function byReason(source: string, counts: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counts).map(([reason, value]) => ({ labels: { source, reason }, value }));
}

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  if (samples.length === 0) return '';
  const lines = samples.map(({ labels = {}, value }) => {
    const inside = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${name}${inside.length === 0 ? '' : `{${inside.join(',')}}`} ${value}`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('\n')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function seconds(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso) / 1000;
}
