import { announce } from '../state/announcer.ts';
import { request } from '../state/api.ts';
import { refreshCounts, stops } from '../state/desk.ts';
import { t } from '../state/locale.ts';
import { navigate } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';
import { StepFailure } from './notice.tsx';

/** On every page of the desk: where help is, and a way to stop that asks for no reason (WEL-05). */
export function CareBar() {
  const { isBusy, failure, run } = useAction();
  const stop = () =>
    void run(
      () => request<null>('POST', '/api/care/stop', { until: endOfDay() }),
      () => {
        stops.value += 1;
        announce(t('care.stop'));
        refreshCounts();
        navigate('/care');
      },
    );
  return (
    <div class="care-bar">
      <a href="/care">{t('care.help')}</a>
      <button type="button" class="button button-small" disabled={isBusy} onClick={stop}>
        {t('care.stop')}
      </button>
      <StepFailure failure={failure} />
    </div>
  );
}

/** The coming midnight where the reader is. */
function endOfDay(): string {
  const midnight = new Date();
  midnight.setHours(24, 0, 0, 0);
  return midnight.toISOString();
}
