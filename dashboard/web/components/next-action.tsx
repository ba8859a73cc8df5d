import { useState } from 'preact/hooks';
import type { NextView } from '../../wire.ts';
import { nothingNext, openNext, settings } from '../state/desk.ts';
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
  const { state, run } = useSteps();
  const [missed, setMissed] = useState<NextView | null>(null);
  const takeNext = () => {
    const done = (next: NextView) => {
      setMissed(next.item === null ? next : null);
      if (next.item === null) onStale();
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
      {missed !== null && <Notice kind="info" title={nothingNext(missed)} isAlert />}
      {state.failure !== null && (
        <FailureNotice failure={state.failure} title={t('state.failed')} onRetry={takeNext} />
      )}
    </>
  );
}
