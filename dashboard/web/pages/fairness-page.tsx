import type { FairnessView } from '../../../queue/contracts/index.ts';
import { Awaited } from '../components/awaited.tsx';
import { FairnessGroups } from '../components/fairness-groups.tsx';
import { FairnessHolds } from '../components/fairness-holds.tsx';
import { FairnessMissed } from '../components/fairness-missed.tsx';
import { FairnessRules } from '../components/fairness-rules.tsx';
import { FairnessShadow } from '../components/fairness-shadow.tsx';
import { FairnessTeam } from '../components/fairness-team.tsx';
import { FigureOrigin } from '../components/figure-origin.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { request } from '../state/api.ts';
import { uncheckedNote } from '../state/checked.ts';
import { fairnessText, loadFairnessWords } from '../state/fairness-words.ts';
import { day, number } from '../state/format.ts';
import { positions } from '../state/log-address.ts';
import { useRemote } from '../state/use-remote.ts';

const read = () => request<FairnessView>('GET', '/api/fairness');

/** How rules treat content of every kind, for analysts and oversight; how the team does, for oversight alone. */
function FairnessPage() {
  const remote = useRemote('fairness', read);
  const { value, reload } = remote;
  return (
    <>
      <PageHeading title={fairnessText('fairness.title')}>
        <p class="lead">{fairnessText('fairness.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && (
        <div class="chart-stack">
          <Period view={value} />
          <FairnessHolds view={value} onChange={reload} />
          <FairnessShadow shadow={value.shadow} />
          <FairnessGroups groups={value.groups} hasLeakage={value.team !== null} />
          <FairnessRules rules={value.rules} />
          <FairnessMissed missed={value.missed} hasAtRisk={value.team !== null} />
          {value.team !== null && <FairnessTeam team={value.team} />}
        </div>
      )}
    </>
  );
}

function Period({ view: { from, to, log } }: { view: FairnessView }) {
  return (
    <div>
      <p class="hint">
        {fairnessText('fairness.months', { from: day(from), to: day(lastDayOf(to)) })}{' '}
        {log === null
          ? fairnessText('fairness.log.none')
          : fairnessText('fairness.log', { first: number(log.first), last: number(log.last) })}
      </p>
      <p class="hint">{uncheckedNote()}</p>
      <FigureOrigin
        origin={{ query: '/api/fairness', kinds: ['posts.scored', ...JUDGING], range: positions(log) }}
      />
    </div>
  );
}

/** What became of flagged items, and of posts that were drawn. */
const JUDGING = [
  'item.opened',
  'item.judged',
  'item.concluded',
  'item.seconded',
  'item.adjudicated',
  'sample.ended',
] as const;

function lastDayOf(month: string): string {
  const at = new Date(`${month}T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
}

export async function loadFairnessPage(): Promise<typeof FairnessPage> {
  await loadFairnessWords();
  return FairnessPage;
}
