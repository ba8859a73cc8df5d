import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, api, isOffline } from '../state/api.ts';
import { t } from '../state/locale.ts';
import { useReturn } from '../state/use-return.ts';
import { FailureNotice, Loading } from './notice.tsx';

/** It does not come though the server answers: it may be part of another build, and for ever gone. */
const GONE = new ApiFailure({ code: 'page.gone', status: 410, title: '', detail: '' });

/** A page whose code comes when it is first opened: most people never open it. */
export function Later<Props extends object>(props: {
  load: () => Promise<ComponentType<Props>>;
  with: Props;
  /** Nothing stands in its place until it is here. */
  isQuiet?: boolean;
}) {
  const [page, setPage] = useState<{ Page: ComponentType<Props> } | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const load = () => {
    setFailure(null);
    props.load().then(
      (Page) => setPage({ Page }),
      // Whether it was for want of a connection, a question tells.
      () =>
        api.settings('page').then(
          () => setFailure(GONE),
          (answer: ApiFailure) => setFailure(answer.problem === null ? answer : GONE),
        ),
    );
  };
  useEffect(load, []);
  useReturn(isOffline, () => {
    if (failure !== null) load();
  });
  if (failure !== null)
    return (
      <FailureNotice
        failure={failure}
        title={t('state.failed')}
        onRetry={failure === GONE ? () => location.reload() : load}
      />
    );
  if (page !== null) return <page.Page {...props.with} />;
  return props.isQuiet === true ? null : <Loading />;
}
