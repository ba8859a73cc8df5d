import type { ItemView } from '../../wire.ts';
import { announce } from '../state/announcer.ts';
import { request } from '../state/api.ts';
import { ct } from '../state/case-words.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { StepFailure } from './notice.tsx';

/** Calls back what was handed over of an item whose text is gone here, so that protection could read nothing (PRO-10). */
export function CallBack({ itemId, onChanged }: { itemId: string; onChanged: () => void }) {
  const { isBusy, failure, run } = useAction();
  const callBack = () =>
    void run(
      () => request<ItemView>('POST', `/api/items/${encodeURIComponent(itemId)}/call-back`, {}),
      () => {
        announce(ct('call-back.done'));
        onChanged();
      },
    );
  return (
    <details class="hand-over">
      <summary>{t('protect.hand-over')}</summary>
      <p class="hint">{ct('call-back.hint')}</p>
      <button type="button" class="button" disabled={isBusy} onClick={callBack}>
        {ct('call-back.submit')}
      </button>
      <StepFailure failure={failure} />
    </details>
  );
}
