import { type EntryKind, EvaluationPlan } from '../../queue/contracts/index.ts';
import { tallyEntries } from '../../queue/report/entry-tally.ts';
import type { ReportSources } from '../../queue/report/report-data.ts';
import { demoFigures } from './demo-figures.ts';

/** When the figures of invented reports are looked at. */
export const REPORT_NOW = new Date('2026-06-15T00:00:00Z');

/** An entry of the log, as a tally reads it. */
export function reportEntry(
  kind: EntryKind,
  body: Record<string, string | number> = {},
  subject = 'subject',
) {
  return { version: 1 as const, kind, actor: 'somebody', at: '2026-05-03T10:00:00.000Z', subject, body };
}

/** Sources of an invented report of May. */
export async function reportSources(more: Partial<ReportSources> = {}): Promise<ReportSources> {
  const entries = [
    reportEntry('posts.scored', { none: 90, review: 8, protect: 2 }),
    reportEntry('item.judged', { stage: 'first', outcome: 'offer' }),
    reportEntry('item.seconded', { stage: 'second' }),
    reportEntry('item.seconded', { stage: 'second' }),
    reportEntry('item.disputed'),
    reportEntry('contest.decided', { verdict: 'upheld' }),
    reportEntry('contest.decided', { verdict: 'dismissed' }),
    reportEntry('posts.erased', { texts: 41 }),
    ...['offer', ...Array<string>(39).fill('not_offer'), 'protect', 'unresolved'].map((answer) =>
      reportEntry('sample.ended', { answer, share: 0.01 }),
    ),
    reportEntry('alert.sent', { step: 0, afterMs: 21_500 }),
    ...Array.from({ length: 20 }, () => reportEntry('item.claimed')),
  ];
  return {
    period: '2026-05',
    months: ['2026-05'],
    figures: demoFigures(REPORT_NOW),
    hiring: [{ month: '2026-05', count: 12 }],
    tally: await tallyEntries(
      (async function* () {
        for (const [index, one] of entries.entries())
          yield { index: 100 + index, kind: one.kind, entry: one };
      })(),
    ),
    releases: [],
    plans: [
      {
        month: '2026-05',
        plan: EvaluationPlan.parse({}),
        sha256: 'ab'.repeat(32),
        fixedAt: '2026-04-20T08:00:00.000Z',
      },
    ],
    incidents: [],
    uncheckedLanguages: ['am', 'ti'],
    ...more,
  };
}
