import { t } from '../state/locale.ts';
import { PageHeading } from './page-heading.tsx';

/** Codes that each open an account once; shown this one time. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div class="narrow-page">
      <PageHeading title={t('join.recovery')}>
        <p class="lead">{t('join.recovery.text')}</p>
      </PageHeading>
      <div class="card form">
        <ul class="recovery-codes" dir="ltr">
          {codes.map((code) => (
            <li key={code} class="mono">
              {code}
            </li>
          ))}
        </ul>
        <div class="actions">
          <button type="button" class="button button-primary" onClick={onDone}>
            {t('join.recovery.done')}
          </button>
        </div>
      </div>
    </div>
  );
}
