import { useState } from 'preact/hooks';
import { openNext, settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import type { LaneId } from '../state/route.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useSteps } from '../state/use-steps.ts';
import { Kbd } from './kbd.tsx';
import { FailureNotice, Notice } from './notice.tsx';

/** How many posts are open, and the one thing a reviewer comes here to do. */
export function NextAction(props: {
  lane: LaneId;
  language: string | null;
  open: number | null;
  onStale: () => void;
}) {
  const { lane, language, open, onStale } = props;
  const { state, run } = useSteps(onStale);
  const [isNoneLeft, setNoneLeft] = useState(false);
  const takeNext = () => {
    const done = (hasOpened: boolean) => {
      setNoneLeft(!hasOpened);
      if (!hasOpened) onStale();
    };
    void run(() => openNext(lane, language), done);
  };
  useShortcuts({ Enter: takeNext, g: takeNext });
  return (
    <>
      <section class="next-action" aria-label={t('queue.next')}>
        <div class="next-count">
          <span class="figure">{open === null ? '–' : number(open)}</span>
          <span>{t('queue.waiting')}</span>
        </div>
        <div class="next-button">
          <button
            type="button"
            class="button button-primary button-large"
            disabled={state.isBusy}
            onClick={takeNext}
          >
            {t(lane === 'protect' ? 'queue.next.protect' : 'queue.next')} <Kbd name="Enter" />
          </button>
          <p class="hint">{t('queue.next.hint', { minutes: number(settings.value?.leaseMinutes ?? 0) })}</p>
        </div>
      </section>
      {isNoneLeft && <Notice kind="info" title={t('queue.next.none')} isAlert />}
      {state.failure !== null && (
        <FailureNotice failure={state.failure} title={t('state.failed')} onRetry={takeNext} />
      )}
    </>
  );
}
