import { useState } from 'preact/hooks';
import type { TryView } from '../../wire-try.ts';
import { Explanation } from '../components/explanation.tsx';
import { FailureNotice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostText } from '../components/post-text.tsx';
import { PacksState, ShadowRules, ToldOfRule } from '../components/told-by-packs.tsx';
import { Failures, Lacks, NamedThings } from '../components/tried-text.tsx';
import { findings } from '../post/explain.ts';
import { hasHidden } from '../post/visible-text.ts';
import { announce } from '../state/announcer.ts';
import { ApiFailure } from '../state/api.ts';
import { languageInFull } from '../state/checked.ts';
import { t } from '../state/locale.ts';
import { tryingApi } from '../state/trying-api.ts';
import { loadTryingWords, tryingNamed, tryingText } from '../state/trying-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** As the server takes it. */
const MAX_TEXT = 10_000;

/**
 * For whoever writes rules: how the rules in force read a text, and behind it what only their packs tell, which takes
 * seconds at first. Nothing is kept.
 */
function TryPage() {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<TryView | null>(null);
  const [count, setCount] = useState(0);
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
    tryingApi
      .tryText(text)
      .then(
        (view) => {
          setResult(view);
          setCount((before) => before + 1);
          setFailure(null);
          announce(tryingNamed('try.lane', view.lane));
        },
        (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
      )
      .finally(() => setBusy(false));
  };

  return (
    <>
      <PageHeading title={tryingText('try.title')}>
        <p class="lead">{tryingText('try.lead')}</p>
      </PageHeading>
      <form
        class="card try-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label class="field">
          <span class="field-label">{tryingText('try.text')}</span>
          <textarea
            rows={5}
            maxLength={MAX_TEXT}
            dir="auto"
            value={text}
            aria-describedby="try-hint"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <small id="try-hint">{tryingText('try.hint')}</small>
        </label>
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {tryingText('try.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && tryingText('try.missing')}
        </p>
      </form>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={submit} />}
      {result !== null && <Result key={count} view={result} />}
    </>
  );
}

function Result({ view }: { view: TryView }) {
  const [active, setActive] = useState<number | null>(null);
  const packs = useRemote(view.text, () => tryingApi.packsOn(view.text));
  const told = packs.value?.state === 'in-force' ? packs.value : null;
  const found = findings(view.assessment);
  return (
    <div class="try-result">
      <article class="card post" aria-labelledby="try-lane">
        <h2 id="try-lane">{tryingNamed('try.lane', view.lane)}</h2>
        <p class="hint">{tryingText('try.language', { language: languageInFull(view.language) })}</p>
        <section aria-label={t('post.text')}>
          <PostText text={view.text} language={view.language} findings={found} active={active} />
        </section>
        {hasHidden(view.text) && <p class="hint">{t('post.hidden')}</p>}
        <Lacks view={view} />
        <Failures view={view} />
        <NamedThings view={view} />
        <PacksState packs={packs} />
      </article>
      <Explanation
        item={{ ...view, more: (rule) => <ToldOfRule told={told?.rules[rule]} /> }}
        assessment={view.assessment}
        findings={found}
        active={active}
        onShow={setActive}
      />
      {told !== null && <ShadowRules rules={told.shadow} />}
    </div>
  );
}

export async function loadTryPage(): Promise<typeof TryPage> {
  await loadTryingWords();
  return TryPage;
}
