import { useMemo } from 'preact/hooks';
import type { Judgment } from '../../../queue/contracts/index.ts';
import type { ItemView } from '../../wire.ts';
import type { Asker, PlainStep, SettlingStep } from '../state/api.ts';
import { settings } from '../state/desk.ts';
import type { Draft } from '../state/draft.ts';
import { duration, outcomeName, timeOfDay } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useLease } from '../state/use-lease.ts';
import { DecisionHistory } from './decision-history.tsx';
import { HandOver } from './hand-over.tsx';
import { JudgmentForm } from './judgment-form.tsx';
import { Kbd } from './kbd.tsx';
import { Later } from './later.tsx';

const askPanel = () => import('./ask-panel.tsx').then((module) => module.loadAskPanel());
const knownAnswer = () => import('./control-feedback.tsx').then((module) => module.loadKnownAnswer());

export interface PanelProps {
  readonly item: ItemView;
  readonly draft: Draft;
  readonly isBusy: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onStep: (step: PlainStep) => void;
  readonly onRenew: (asker: Asker) => void;
  /** Time or an event says that the item may stand otherwise by now. */
  readonly onRefresh: () => void;
  readonly onReload: () => void;
  readonly onRelease: () => void;
  readonly onJudge: (judgment: Judgment) => void;
  readonly onRevise: (isRevising: boolean) => void;
  readonly onProtect: (reason: string) => void;
  readonly onSettle: (word: SettlingStep, note: string) => void;
  readonly onNext: () => void;
}

/** Before the judgment: the form, for who holds the claim. */
export function JudgePanel(props: PanelProps) {
  const { item, draft, isBusy, onDraft, onJudge, onRenew, onRefresh, onRelease } = props;
  const leftMs = useLease(item, { renew: onRenew, onOver: onRefresh });
  // Counted from when the item came, so that a clock that is wrong here changes nothing.
  const readyAtMs = useMemo(() => Date.now() + (item.waitMs ?? 0), [item]);
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {t('judge.title')}
      </h2>
      <div class="lease">
        <span>{leftMs === null ? '' : t('lease.mine', { time: duration(Math.max(0, leftMs)) })}</span>
        {item.steps.includes('release') && (
          <button type="button" class="button button-small" disabled={isBusy} onClick={onRelease}>
            {t('step.release')}
          </button>
        )}
      </div>
      <p class="hint">{t(item.judgments === null ? 'judge.before' : 'judge.settle.before')}</p>
      {item.judgments !== null && <DecisionHistory decisions={item.judgments} lane={item.lane} />}
      <JudgmentForm
        lane={item.lane}
        text={item.text}
        language={item.language}
        draft={draft}
        isRevision={false}
        readyAtMs={readyAtMs}
        isBusy={isBusy}
        onDraft={onDraft}
        onSubmit={onJudge}
      />
      {item.steps.includes('ask') && <Later load={askPanel} with={{ item, onRefresh }} isQuiet />}
    </>
  );
}

/** After the reveal: keep the judgment, or revise it once. */
export function RevealPanel(props: PanelProps) {
  const { item, isBusy, onStep, onRevise } = props;
  const may = (step: (typeof item.steps)[number]) => item.steps.includes(step) && !isBusy;
  useShortcuts({
    k: () => may('conclude') && onStep('conclude'),
    r: () => may('revise') && onRevise(true),
    z: () => may('undo') && onStep('undo'),
  });
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {t(item.steps.includes('conclude') ? 'reveal.question' : 'decided.history')}
      </h2>
      <DecisionHistory decisions={item.reveal?.decisions ?? []} lane={item.lane} />
      {item.steps.includes('conclude') && <p class="hint">{t('reveal.question.hint')}</p>}
      <div class="actions actions-stacked">
        {item.steps.includes('conclude') && (
          <button
            type="button"
            class="button button-primary"
            disabled={isBusy}
            onClick={() => onStep('conclude')}
          >
            {t('step.keep')} <Kbd name="k" />
          </button>
        )}
        {item.steps.includes('revise') && (
          <button type="button" class="button" disabled={isBusy} onClick={() => onRevise(true)}>
            {t('step.revise')} <Kbd name="r" />
          </button>
        )}
        <UndoButton {...props} />
      </div>
      <HandOver item={item} isBusy={isBusy} onProtect={props.onProtect} />
    </>
  );
}

/** The one revision. */
export function RevisePanel(props: PanelProps) {
  const { item, draft, isBusy, onDraft, onJudge, onRevise } = props;
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {t('judge.revision.title')}
      </h2>
      <p class="hint">{t('judge.revision.before')}</p>
      <JudgmentForm
        lane={item.lane}
        text={item.text}
        language={item.language}
        draft={draft}
        isRevision
        readyAtMs={0}
        isBusy={isBusy}
        onDraft={onDraft}
        onSubmit={onJudge}
        onCancel={() => onRevise(false)}
      />
    </>
  );
}

/** Closed, or judged and waiting for somebody else: where it stands, and on to the next. */
export function ClosedPanel(props: PanelProps) {
  const { item, isBusy, onStep, onNext } = props;
  const may = settings.value?.may;
  const mayJudge = may?.judgeReview === true || may?.judgeProtect === true;
  useShortcuts({
    z: () => item.steps.includes('undo') && !isBusy && onStep('undo'),
    ...(mayJudge && { Enter: onNext, g: onNext }),
  });
  const decisions = item.reveal?.decisions ?? [];
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {item.outcome === null
          ? named('wait', item.state)
          : t('decided.text', { outcome: outcomeName(item.lane, item.outcome) })}
      </h2>
      {item.control !== undefined && (
        <Later load={knownAnswer} with={{ feedback: item.control, isControl: true }} />
      )}
      {decisions.length > 0 ? (
        <DecisionHistory decisions={decisions} lane={item.lane} />
      ) : (
        <p class="hint">{t('decided.hidden')}</p>
      )}
      <div class="actions actions-stacked">
        {mayJudge && (
          <button type="button" class="button button-primary" disabled={isBusy} onClick={onNext}>
            {t('step.next')} <Kbd name="Enter" />
          </button>
        )}
        <UndoButton {...props} />
      </div>
      <HandOver item={item} isBusy={isBusy} onProtect={props.onProtect} />
    </>
  );
}

/** An item that nobody holds, or somebody else does. */
export function FreePanel({ item, draft, isBusy, onStep, onProtect, onReload }: PanelProps) {
  const mayClaim = item.steps.includes('claim');
  const isTaken = !mayClaim && item.leaseUntil !== null;
  useShortcuts({ c: () => mayClaim && !isBusy && onStep('claim') });
  const hasBegun = draft.outcome !== null || draft.note !== '';
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {t('judge.title')}
      </h2>
      <p class="hint">
        {isTaken && t('lease.taken', { time: timeOfDay(item.leaseUntil) })}
        {mayClaim && t(hasBegun ? 'lease.over' : 'judge.before')}
        {!mayClaim && item.leaseUntil === null && item.lane === 'review' && t('queue.drawn')}
      </p>
      {mayClaim && (
        <button type="button" class="button button-primary" disabled={isBusy} onClick={() => onStep('claim')}>
          {t(hasBegun ? 'step.claim.again' : 'step.claim')} <Kbd name="c" />
        </button>
      )}
      {isTaken && (
        <button type="button" class="button" onClick={onReload}>
          {t('state.retry')}
        </button>
      )}
      <HandOver item={item} isBusy={isBusy} onProtect={onProtect} />
    </>
  );
}

function UndoButton({ item, isBusy, onStep }: PanelProps) {
  const last = item.reveal?.decisions.at(-1);
  if (!item.steps.includes('undo') || last === undefined) return null;
  const untilMs = Date.parse(last.decidedAt) + (settings.value?.undoMinutes ?? 0) * 60_000;
  return (
    <>
      <button type="button" class="button" disabled={isBusy} onClick={() => onStep('undo')}>
        {t('step.undo')} <Kbd name="z" />
      </button>
      <p class="hint">{t('decided.undo', { time: timeOfDay(new Date(untilMs).toISOString()) })}</p>
    </>
  );
}
