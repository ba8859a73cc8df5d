import { useRef, useState } from 'preact/hooks';
import type { Judgment } from '../../../queue/contracts/index.ts';
import type { ItemView, NextView } from '../../wire.ts';
import type { PanelProps } from '../components/item-panel.tsx';
import { announce } from './announcer.ts';
import { ApiFailure, type Asker, api, type PlainStep, type SettlingStep } from './api.ts';
import { isAt, itemPath, openNext, settings, takeHandedOver, withLanguage } from './desk.ts';
import { type Draft, EMPTY_DRAFT } from './draft.ts';
import { outcomeName } from './format.ts';
import { keepDraft, keptDraft } from './kept-drafts.ts';
import { t } from './locale.ts';
import { phaseOf } from './phase.ts';
import type { LaneId } from './route.ts';
import { navigate, query } from './router.ts';
import { useRemote } from './use-remote.ts';
import { useSteps } from './use-steps.ts';

/** The item as last seen: loaded, or answered by a step. Its address says its lane. */
function useCurrentItem(id: string, lane: LaneId) {
  // A link may know the item, not its lane, and a judgment may move it; what the page says and keeps depends on that.
  const placed = (item: ItemView) => {
    if (item.lane !== lane && isAt(id))
      navigate(itemPath(item, query.value.get('language')), { replace: true });
    return item;
  };
  const loaded = useRemote(id, async (asker) => placed(takeHandedOver(id) ?? (await api.item(id, asker))));
  const shown = useRef(0);
  const show = (item: ItemView) => {
    shown.current += 1;
    loaded.put(placed(item));
  };
  // Handed to protection, or erased: what was read before must not stay on the page.
  const isGone = loaded.failure?.problem?.status === 404;
  const item = isGone ? null : loaded.value;
  const { reload, refresh } = loaded;
  /** Shows what was asked for beside the steps, unless one of them was answered meanwhile: this answer is the older one. */
  const showBeside = (asked: Promise<ItemView>, failed: (error: unknown) => void) => {
    const before = shown.current;
    asked.then((next) => {
      if (shown.current === before) show(next);
    }, failed);
  };
  return { item, show, showBeside, reload, refresh, failure: item === null ? loaded.failure : null };
}

/** One item with its steps. A draft outlives the end of a claim and of a session, so that nothing typed is lost. */
export function useItem(id: string, lane: LaneId) {
  // The lane the person works in: "next" keeps to it when a judgment moves this item to the other one.
  const workLane = settings.value?.may.judgeReview === true ? 'review' : lane;
  const { item, show, showBeside, reload, refresh, failure } = useCurrentItem(id, lane);
  const { state, run } = useSteps();
  const [draft, setDraft] = useState<Draft>(() => keptDraft(id));
  const write = (next: Draft) => {
    setDraft(next);
    keepDraft(id, lane, next);
  };
  const [isRevising, setRevising] = useState(false);
  const [missed, setMissed] = useState<NextView | null>(null);
  const language = query.value.get('language');

  /** A draft that was taken, or given up. */
  const endDraft = () => {
    write(EMPTY_DRAFT);
    setRevising(false);
  };
  // A revision that was begun before comes back as it was left.
  const revise = (isStarting: boolean) => (isStarting ? setRevising(true) : endDraft());
  const leaveFor = (path: string) => {
    if (isAt(id)) navigate(path);
  };
  const judge = (judgment: Judgment) => {
    const claim = item?.claim ?? 0;
    const send = () => (isRevising ? api.revise(id, judgment) : judgeInTime(id, claim, judgment));
    void run(send, ({ item: next }) => {
      endDraft();
      if (next === null) return handedOver();
      show(next);
      const outcome = outcomeName(next.lane, judgment.outcome);
      announce(t(isRevising ? 'decided.text' : 'judge.recorded', { outcome }));
    });
  };
  /** The post is protection's now and out of sight; on to the list. */
  const handedOver = () => {
    announce(t('judge.handed-over'));
    leaveFor(withLanguage(`/${workLane}`, language));
  };
  const step = (name: PlainStep) => {
    const done = (next: ItemView) => {
      // A claim goes on with what was written; after the others it is asked anew, with nothing chosen.
      if (name !== 'claim') endDraft();
      show(next);
    };
    void run(() => api.step(id, name), done);
  };

  /** It is tried again, and the end of the claim will say it, unless the item is gone. */
  const notRenewed = (error: unknown) => {
    if (error instanceof ApiFailure && error.problem?.status === 404) refresh();
  };

  const panel: Omit<PanelProps, 'item'> = {
    draft,
    isBusy: state.isBusy,
    onDraft: write,
    onStep: step,
    onJudge: judge,
    onRevise: revise,
    onProtect: (reason: string) => void run(() => api.protect(id, reason), handedOver),
    onSettle: (word: SettlingStep, note: string) => void run(() => api.settle(id, word, note), show),
    onRefresh: refresh,
    onReload: reload,
    onRenew: (asker: Asker) => showBeside(api.step(id, 'claim', asker), notRenewed),
    onRelease: () =>
      void run(
        () => api.release(id),
        () => leaveFor(withLanguage(`/${workLane}`, language)),
      ),
    onNext: () =>
      void run(
        () => openNext(workLane, language),
        (next) => {
          setMissed(next.item === null ? next : null);
          if (next.item?.id === id) show(next.item);
        },
      ),
  };
  const phase = item === null ? null : phaseOf(item, isRevising);
  return { item, phase, failure, steps: state, missed, panel, reload };
}

/** The page's clock may run ahead of the server's: what comes too early there is sent again when it is time. */
async function judgeInTime(id: string, claim: number, judgment: Judgment) {
  try {
    return await api.judge(id, claim, judgment);
  } catch (error) {
    const waitMs = error instanceof ApiFailure ? error.problem?.waitMs : undefined;
    if (waitMs === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return api.judge(id, claim, judgment);
  }
}
