import { useEffect, useState } from 'preact/hooks';
import { Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import type { MessageKey } from '../messages/index.ts';
import { accessApi } from '../state/access-api.ts';
import { ApiFailure } from '../state/api.ts';
import { failureWords } from '../state/failure-words.ts';
import { t } from '../state/locale.ts';
import { navigate } from '../state/router.ts';

const FAULTS: Readonly<Record<string, MessageKey>> = {
  'sign-in.unknown': 'sign-in.fault.unknown',
  'sign-in.one-factor': 'sign-in.fault.one-factor',
  'sign-in.unproven': 'sign-in.fault.unproven',
  'sign-in.over': 'sign-in.fault.over',
  'provider.unavailable': 'sign-in.fault.unavailable',
};

/**
 * Where the identity provider sends the browser back to. A request of this page hands over what it sent along, so that the
 * session begins with this site; the code goes from the address at once.
 */
export function ReturnPage({ onDone }: { onDone: () => void }) {
  const [query] = useState(() => location.search);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  useEffect(() => {
    history.replaceState(null, '', location.pathname);
    accessApi.finishAtProvider(query || '?').then(
      () => {
        navigate('/', { replace: true });
        onDone();
      },
      (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
    );
  }, [query]);
  return (
    <div class="narrow-page">
      <PageHeading title={t('sign-in.title')}>
        {failure === null && <p class="lead">{t('sign-in.return.lead')}</p>}
      </PageHeading>
      {failure === null && <Loading />}
      {failure !== null && (
        <Notice kind="failed" title={t('sign-in.failed')} isAlert>
          <p>{textOf(failure)}</p>
          <a class="button" href="/">
            {t('sign-in.return.again')}
          </a>
        </Notice>
      )}
    </div>
  );
}

function textOf({ problem }: ApiFailure): string {
  if (problem === null) return t('state.offline');
  const key = FAULTS[problem.code];
  return key === undefined ? failureWords(problem) : t(key);
}
