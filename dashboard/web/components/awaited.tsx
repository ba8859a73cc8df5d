import { t } from '../state/locale.ts';
import type { Remote } from '../state/use-remote.ts';
import { FailureNotice, Loading } from './notice.tsx';

/** Stands in place of what a page asked for until it is there, and says where it did not come or is not asked for anew. */
export function Awaited({ value, failure, reload }: Pick<Remote<unknown>, 'value' | 'failure' | 'reload'>) {
  if (failure !== null) return <FailureNotice failure={failure} title={t('state.failed')} onRetry={reload} />;
  return value === null ? <Loading /> : null;
}
