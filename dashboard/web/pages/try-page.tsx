import { useState } from 'preact/hooks';
import type { TryView } from '../../wire.ts';
import { Explanation } from '../components/explanation.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostText } from '../components/post-text.tsx';
import { findings } from '../post/explain.ts';
import { hasHidden } from '../post/visible-text.ts';
import { announce } from '../state/announcer.ts';
import { ApiFailure, api } from '../state/api.ts';
import { languageName } from '../state/format.ts';
import { t } from '../state/locale.ts';

/** As the server takes it. */
const MAX_TEXT = 10_000;

/** For whoever writes rules: how the rules in force read a text. Nothing is kept. */
export function TryPage() {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<TryView | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isMissing, setMissing] = useState(false);

  const submit = () => {
    if (isBusy) return;
    const isEmpty = text.trim() === '';
    setMissing(isEmpty);
    if (isEmpty) {
      setResult(null);
      setFailure(null);
      return;
    }
    setBusy(true);
    api
      .tryText(text)
      .then(
        (view) => {
          setResult(view);
          setFailure(null);
          announce(t(`try.lane.${view.lane}`));
        },
        (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
      )
      .finally(() => setBusy(false));
  };

  return (
    <>
      <PageHeading title={t('try.title')}>
        <p class="lead">{t('try.lead')}</p>
      </PageHeading>
      <form
        class="card try-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label class="field">
          <span class="field-label">{t('try.text')}</span>
          <textarea
            rows={5}
            maxLength={MAX_TEXT}
            dir="auto"
            value={text}
            aria-describedby="try-hint"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <small id="try-hint">{t('try.hint')}</small>
        </label>
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {t('try.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && t('try.missing')}
        </p>
      </form>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={submit} />}
      {result !== null && <Result key={result.text} view={result} />}
    </>
  );
}

function Result({ view }: { view: TryView }) {
  const [active, setActive] = useState<number | null>(null);
  const found = findings(view.assessment);
  return (
    <div class="try-result">
      <article class="card post" aria-labelledby="try-lane">
        <h2 id="try-lane">{t(`try.lane.${view.lane}`)}</h2>
        <p class="hint">{t('try.language', { language: languageName(view.language) })}</p>
        <section aria-label={t('post.text')}>
          <PostText text={view.text} language={view.language} findings={found} active={active} />
        </section>
        {hasHidden(view.text) && <p class="hint">{t('post.hidden')}</p>}
      </article>
      <Explanation
        item={view}
        assessment={view.assessment}
        findings={found}
        active={active}
        onShow={setActive}
      />
    </div>
  );
}
