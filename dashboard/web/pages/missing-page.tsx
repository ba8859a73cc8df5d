import { PageHeading } from '../components/page-heading.tsx';
import { t } from '../state/locale.ts';

export function MissingPage() {
  return (
    <>
      <PageHeading title={t('state.not-found')}>
        <p class="lead">{t('state.not-found.text')}</p>
      </PageHeading>
      <p>
        <a class="button" href="/review">
          {t('queue.review.title')}
        </a>
      </p>
    </>
  );
}
