import { useEffect, useState } from 'preact/hooks';
import type { Judgment } from '../../../queue/contracts/index.ts';
import type { ItemView } from '../../wire.ts';
import type { PanelProps } from '../components/item-panel.tsx';
import { type Draft, EMPTY_DRAFT } from '../components/judgment-form.tsx';
import { announce } from './announcer.ts';
import { api, type PlainStep } from './api.ts';
import { itemPath, openNext, takeHandedOver, withLanguage } from './desk.ts';
import { outcomeName } from './format.ts';
import { t } from './locale.ts';
import { phaseOf } from './phase.ts';
import type { LaneId } from './route.ts';
import { navigate, query } from './router.ts';
import { useRemote } from './use-remote.ts';
import { useSteps } from './use-steps.ts';

/** The item as last seen: loaded, or answered by a step. A judgment may move it to the other lane, and its address too. */
function useCurrentItem(id: string) {
  const loaded = useRemote(id, async () => takeHandedOver(id) ?? (await api.item(id)));
  const [stepped, setStepped] = useState<ItemView | null>(null);
  useEffect(() => setStepped(null), [loaded.value]);
  const show = (item: ItemView) => {
    setStepped(item);
    const path = itemPath(item, query.value.get('language'));
    if (path !== location.pathname + location.search) navigate(path, { replace: true });
  };
  const item = stepped ?? loaded.value;
  return { item, show, reload: loaded.reload, failure: item === null ? loaded.failure : null };
}

/** One item with its steps. A draft outlives the end of a claim, so that nothing typed is lost. */
export function useItem(id: string, lane: LaneId) {
  // The lane the reviewer works in: "next" keeps to it when a judgment moves this item to the other one.
  const [workLane] = useState(lane);
  const { item, show, reload, failure } = useCurrentItem(id);
  const { state, run } = useSteps(reload);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [isRevising, setRevising] = useState(false);
  const [isNoneLeft, setNoneLeft] = useState(false);
  const language = query.value.get('language');

  const revise = (isStarting: boolean) => {
    setDraft(EMPTY_DRAFT);
    setRevising(isStarting);
  };
  const judge = (judgment: Judgment) => {
    const step = isRevising ? 'revise' : 'judge';
    const done = (next: ItemView) => {
      revise(false);
      show(next);
      const outcome = outcomeName(next.lane, judgment.outcome);
      announce(t(step === 'judge' ? 'judge.recorded' : 'decided.text', { outcome }));
    };
    void run(() => api.judge(id, step, judgment), done);
  };
  const step = (name: PlainStep) => {
    const done = (next: ItemView) => {
      setRevising(false);
      show(next);
    };
    void run(() => api.step(id, name), done);
  };

  const panel: Omit<PanelProps, 'item'> = {
    draft,
    isBusy: state.isBusy,
    onDraft: setDraft,
    onStep: step,
    onJudge: judge,
    onRevise: revise,
    onReload: reload,
    // A renewal that fails says nothing: the end of the claim will.
    onRenew: () => void api.step(id, 'claim').then(show, () => undefined),
    onRelease: () =>
      void run(
        () => api.release(id),
        () => navigate(withLanguage(`/${workLane}`, language)),
      ),
    onNext: () =>
      void run(
        () => openNext(workLane, language),
        (hasOpened) => setNoneLeft(!hasOpened),
      ),
  };
  const phase = item === null ? null : phaseOf(item, isRevising);
  return { item, phase, failure, steps: state, isNoneLeft, panel, reload };
}
