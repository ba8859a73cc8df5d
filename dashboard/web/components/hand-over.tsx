import { useState } from 'preact/hooks';
import type { ItemView } from '../../wire.ts';
import { settings } from '../state/desk.ts';
import { named, t } from '../state/locale.ts';

/** Hands an item of any state to protection: two steps, since it is for good (PRO-10). */
export function HandOver(props: { item: ItemView; isBusy: boolean; onProtect: (reason: string) => void }) {
  const { item, isBusy, onProtect } = props;
  const [reason, setReason] = useState('');
  if (!item.steps.includes('protect')) return null;
  return (
    <details class="hand-over">
      <summary>{t('protect.hand-over')}</summary>
      <p class="hint">{t('protect.hand-over.hint')}</p>
      <label class="field">
        <span class="field-label">{t('judge.reason')}</span>
        <select class="select" value={reason} onChange={(event) => setReason(event.currentTarget.value)}>
          <option value="">{t('protect.hand-over.choose')}</option>
          {(settings.value?.reasons.protect ?? []).map((key) => (
            <option key={key} value={key}>
              {named('reason', key)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button"
        disabled={isBusy || reason === ''}
        onClick={() => onProtect(reason)}
      >
        {t('protect.hand-over.submit')}
      </button>
    </details>
  );
}
