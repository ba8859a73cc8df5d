import { api } from '../state/api.ts';
import { ct } from '../state/case-words.ts';
import { itemPath } from '../state/desk.ts';
import { t } from '../state/locale.ts';
import { useRemote } from '../state/use-remote.ts';
import { DecisionHistory } from './decision-history.tsx';
import { FailureNotice, Loading } from './notice.tsx';
import { PostView } from './post-view.tsx';

/** The post that a contest is about, with the judgments that may be seen of it now. */
export function ContestedPost({ id }: { id: string }) {
  const { value: item, failure, reload } = useRemote(id, () => api.item(id));
  if (failure !== null) return <FailureNotice failure={failure} title={t('state.failed')} onRetry={reload} />;
  if (item === null) return <Loading />;
  return (
    <div class="form">
      <PostView item={item} findings={[]} active={null} />
      {item.reveal !== null && item.reveal.decisions.length > 0 && (
        <section class="card" aria-labelledby="judgments-title">
          <h2 id="judgments-title">{t('decided.history')}</h2>
          <DecisionHistory decisions={item.reveal.decisions} lane={item.lane} />
        </section>
      )}
      <p>
        <a href={itemPath(item, null)}>{ct('contest.item')}</a>
      </p>
    </div>
  );
}
