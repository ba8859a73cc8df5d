import { useEffect, useState } from 'preact/hooks';
import type { Judgment } from '../../../queue/contracts/index.ts';
import type { ItemView } from '../../wire.ts';
import type { PanelProps } from '../components/item-panel.tsx';
import { type Draft, EMPTY_DRAFT } from '../components/judgment-form.tsx';
import { announce } from './announcer.ts';
import { ApiFailure, api, type PlainStep } from './api.ts';
import { itemPath, openNext, refreshCounts, takeHandedOver, withLanguage } from './desk.ts';
import { outcomeName } from './format.ts';
import { t } from './locale.ts';
import type { LaneId } from './route.ts';
import { navigate, query } from './router.ts';
import { useRemote } from './use-remote.ts';

export type Phase = 'free' | 'judge' | 'reveal' | 'revise' | 'closed';

/** What the reviewer may do with the item now, read from the steps that the server offers. */
export function phaseOf(item: ItemView | null, isRevising: boolean): Phase {
  if (item === null) return 'free';
  if (item.outcome !== null) return 'closed';
  if (item.reveal !== null) return isRevising && item.steps.includes('revise') ? 'revise' : 'reveal';
  return item.steps.includes('judge') ? 'judge' : 'free';
}

/** One item with its steps. A draft outlives the end of a claim, so that nothing typed is lost. */
export function useItem(id: string, lane: LaneId) {
  // The lane the reviewer works in: "next" keeps to it when a judgment moves this item to the other one.
  const [workLane] = useState(lane);
  const loaded = useRemote(id, async () => takeHandedOver(id) ?? (await api.item(id)));
  const [stepped, setStepped] = useState<ItemView | null>(null);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [isRevising, setRevising] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [stepFailure, setStepFailure] = useState<ApiFailure | null>(null);
  const [hasConflict, setConflict] = useState(false);
  const [isNoneLeft, setNoneLeft] = useState(false);

  useEffect(() => setStepped(null), [loaded.value]);
  const item = stepped ?? loaded.value;
  const language = query.value.get('language');

  const run = async <Answer>(action: () => Promise<Answer>, done: (answer: Answer) => void) => {
    if (isBusy) return;
    setBusy(true);
    setConflict(false);
    setStepFailure(null);
    try {
      done(await action());
      refreshCounts();
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure(null);
      if (failure.problem?.status === 409) {
        setConflict(true);
        loaded.reload();
      } else setStepFailure(failure);
    } finally {
      setBusy(false);
    }
  };

  const show = (next: ItemView) => {
    setStepped(next);
    // Judged as a person at risk: the item now belongs to the other lane, and its address says so.
    const path = itemPath(next, language);
    if (path !== location.pathname + location.search) navigate(path, { replace: true });
  };

  const judge = (judgment: Judgment) => {
    const step = isRevising ? 'revise' : 'judge';
    void run(
      () => api.judge(id, step, judgment),
      (next) => {
        setDraft(EMPTY_DRAFT);
        setRevising(false);
        show(next);
        const outcome = outcomeName(next.lane, judgment.outcome);
        announce(t(step === 'judge' ? 'judge.recorded' : 'decided.text', { outcome }));
      },
    );
  };
  const step = (name: PlainStep) => {
    void run(
      () => api.step(id, name),
      (next) => {
        setRevising(false);
        show(next);
      },
    );
  };
  const next = async () => {
    if (isBusy) return;
    setBusy(true);
    const result = await openNext(workLane, language);
    setBusy(false);
    setNoneLeft(result === 'none');
    if (result instanceof ApiFailure) setStepFailure(result);
  };

  const panel: Omit<PanelProps, 'item'> = {
    draft,
    isBusy,
    onDraft: setDraft,
    onStep: step,
    onJudge: judge,
    onReload: loaded.reload,
    onRenew: () => {
      // A renewal that fails says nothing: the end of the claim will.
      api.step(id, 'claim').then(setStepped, () => undefined);
    },
    onRelease: () => {
      void run(
        () => api.release(id),
        () => {
          navigate(withLanguage(`/${workLane}`, language));
        },
      );
    },
    onRevise(isStarting) {
      setDraft(EMPTY_DRAFT);
      setRevising(isStarting);
    },
    onNext: () => void next(),
  };
  const phase = phaseOf(item, isRevising);
  const { failure, reload } = loaded;
  return {
    item,
    phase,
    failure: item === null ? failure : null,
    stepFailure,
    hasConflict,
    isNoneLeft,
    panel,
    reload,
  };
}
