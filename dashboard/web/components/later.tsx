import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, api, isOffline } from '../state/api.ts';
import { t } from '../state/locale.ts';
import { useReturn } from '../state/use-return.ts';
import { FailureNotice, Loading } from './notice.tsx';

/** A page whose code comes when it is first opened: most people never open it. */
export function Later<Props extends object>(props: {
  load: () => Promise<ComponentType<Props>>;
  with: Props;
  /** Nothing stands in its place until it is here. */
  isQuiet?: boolean;
}) {
  const [page, setPage] = useState<{ Page: ComponentType<Props> } | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    props.load().then(
      (Page) => setPage({ Page }),
      () => {
        setFailed(true);
        // Whether it was for want of a connection, a question tells.
        api.settings('page').catch(() => undefined);
      },
    );
  };
  useEffect(load, []);
  useReturn(isOffline, () => {
    if (hasFailed) load();
  });
  if (hasFailed)
    return <FailureNotice failure={new ApiFailure(null)} title={t('state.failed')} onRetry={load} />;
  if (page !== null) return <page.Page {...props.with} />;
  return props.isQuiet === true ? null : <Loading />;
}
