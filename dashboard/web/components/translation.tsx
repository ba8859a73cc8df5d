import { useState } from 'preact/hooks';
import type { ItemView, TranslationView } from '../../wire.ts';
import { ApiFailure, api } from '../state/api.ts';
import { locale, t } from '../state/locale.ts';
import { FailureNotice } from './notice.tsx';
import { PostText } from './post-text.tsx';

type Shown = { readonly view: TranslationView } | { readonly failure: ApiFailure } | 'busy' | null;

/** What the unit's own machine makes of the post, on demand; it says of itself that it is machine-made. */
export function Translation({ item }: { item: ItemView }) {
  const [shown, setShown] = useState<Shown>(null);
  const translate = () => {
    setShown('busy');
    api.translate(item.id, locale.value).then(
      (view) => setShown({ view }),
      (error: unknown) => setShown({ failure: error instanceof ApiFailure ? error : new ApiFailure(null) }),
    );
  };
  if (shown !== null && shown !== 'busy' && 'view' in shown) {
    return (
      <section class="translation" aria-labelledby="translation-title">
        <h3 id="translation-title">{t('translation.title')}</h3>
        <p class="hint">{t('translation.hint')}</p>
        <PostText text={shown.view.text} language={shown.view.to} findings={[]} active={null} />
        {shown.view.isCut && <p class="warning-text">{t('translation.cut')}</p>}
      </section>
    );
  }
  return (
    <div class="translation">
      {shown !== null && shown !== 'busy' && (
        <FailureNotice failure={shown.failure} title={t('translation.failed')} onRetry={translate} />
      )}
      <button type="button" class="button button-small" disabled={shown === 'busy'} onClick={translate}>
        {t('translation.ask')}
      </button>
    </div>
  );
}
