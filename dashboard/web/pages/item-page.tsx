import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { BesideItem } from '../components/beside-item.tsx';
import { Explanation } from '../components/explanation.tsx';
import {
  ClosedPanel,
  FreePanel,
  JudgePanel,
  type PanelProps,
  RevealPanel,
  RevisePanel,
} from '../components/item-panel.tsx';
import { Later } from '../components/later.tsx';
import { FailureNotice, Loading, Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostView } from '../components/post-view.tsx';
import { findings as findingsOf } from '../post/explain.ts';
import { nothingNext, settings, withLanguage } from '../state/desk.ts';
import { t } from '../state/locale.ts';
import type { Phase } from '../state/phase.ts';
import type { LaneId } from '../state/route.ts';
import { query } from '../state/router.ts';
import { useItem } from '../state/use-item.ts';

const settlePanel = () => import('../components/settle-panel.tsx').then((module) => module.loadSettlePanel());

const PANELS: Readonly<Record<Phase, (props: PanelProps) => preact.JSX.Element>> = {
  free: FreePanel,
  judge: JudgePanel,
  reveal: RevealPanel,
  revise: RevisePanel,
  // Oversight alone has this one.
  settle: (panel) => <Later load={settlePanel} with={panel} />,
  closed: ClosedPanel,
};

/** One post: read, judge, then see what the rules found. */
export function ItemPage({ id, lane }: { id: string; lane: LaneId }) {
  const { item, phase, failure, steps, missed, panel, reload } = useItem(id, lane);
  const [active, setActive] = useState<number | null>(null);
  useFocusOnPhase(phase);

  const show = (number: number) => {
    setActive(number);
    const first = document.querySelector(`mark[data-findings~="${number}"]`);
    first?.scrollIntoView({ block: 'center' });
  };
  const source = item?.sourceId ?? '…';
  const isMissing = item === null && failure?.problem?.status === 404;
  const title = isMissing
    ? t('state.not-found')
    : t(lane === 'protect' ? 'post.heading.protect' : 'post.heading', { source });
  // The text may be long and its marks many: neither is built anew while the reviewer fills in the form.
  const findings = useMemo(() => (item?.reveal == null ? [] : findingsOf(item.reveal.assessment)), [item]);
  const post = useMemo(
    () => item && <PostView item={item} findings={findings} active={active} onChanged={reload} />,
    [item, findings, active],
  );
  const explanation = useMemo(
    () =>
      item?.reveal && (
        <Explanation
          item={item}
          assessment={item.reveal.assessment}
          findings={findings}
          active={active}
          onShow={show}
        />
      ),
    [item, findings, active],
  );
  return (
    <>
      <p class="back">
        <BackLink lane={lane} />
      </p>
      <PageHeading title={title}>
        {lane === 'protect' && <p class="lead">{t('queue.protect.lead')}</p>}
      </PageHeading>
      {failure !== null && (
        <FailureNotice
          failure={failure}
          title={t(isMissing ? 'state.not-found.text' : 'state.failed')}
          onRetry={reload}
        />
      )}
      {item === null && failure === null && <Loading />}
      {item !== null && phase !== null && (
        <div class="item-grid">
          {post}
          {explanation}
          <aside class="card panel" data-phase={phase} aria-labelledby="panel-title">
            {steps.hasConflict && <Notice kind="warning" title={t('state.conflict')} isAlert />}
            {missed !== null && <Notice kind="info" title={nothingNext(missed)} isAlert />}
            <StepFailure failure={steps.failure} />
            <PhasePanel key={phase} phase={phase} panel={{ ...panel, item }} />
            <BesideItem item={item} onChanged={reload} />
          </aside>
        </div>
      )}
    </>
  );
}

/** Back to the lane, or for whoever reads none to the page that lists the item. */
function BackLink({ lane }: { lane: LaneId }) {
  const may = settings.value?.may;
  // A reviewer who moved a post to protection ends there what they began; their lane is the other one.
  const own = may?.[lane] !== true && may?.review === true ? 'review' : lane;
  if (may?.[own] === true)
    return <a href={withLanguage(`/${own}`, query.value.get('language'))}>{t(`post.back.${own}`)}</a>;
  const list = may?.cases === true ? 'cases' : 'quality';
  return <a href={`/${list}`}>{t(`nav.${list}`)}</a>;
}

function PhasePanel({ phase, panel }: { phase: Phase; panel: PanelProps }) {
  const Panel = PANELS[phase];
  return <Panel {...panel} />;
}

/** When a step changes what can be done, the heading of what is new takes the focus: the button pressed is gone. */
function useFocusOnPhase(phase: Phase | null): void {
  const before = useRef<Phase | null>(null);
  useEffect(() => {
    const hasChanged = before.current !== null && phase !== null && before.current !== phase;
    const isReveal = phase === 'reveal' && before.current === 'judge';
    if (hasChanged) document.getElementById(isReveal ? 'explanation-title' : 'panel-title')?.focus();
    before.current = phase;
  }, [phase]);
}
