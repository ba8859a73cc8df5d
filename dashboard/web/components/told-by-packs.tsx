import type { PacksOnText, ReadWords, ShadowRule, ToldByPacks } from '../../wire-try.ts';
import { languageName } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { tryingText } from '../state/trying-words.ts';
import type { Remote } from '../state/use-remote.ts';
import { RuleWords } from './finding-list.tsx';
import { FailureNotice, Notice } from './notice.tsx';
import { PostTextInline } from './post-text.tsx';

/** As many as a finding quotes. */
const MOST = 5;

/** Whether the packs have told what only they know, and why not. One element says both, so that the change is read aloud. */
export function PacksState({ packs }: { packs: Remote<PacksOnText> }) {
  const state = packs.value?.state;
  if (packs.failure !== null)
    return (
      <FailureNotice failure={packs.failure} title={tryingText('try.packs.failed')} onRetry={packs.reload} />
    );
  if (state === 'changed' || state === 'unreadable')
    return <Notice kind="warning" title={tryingText(`try.packs.${state}`)} isAlert isStill />;
  return (
    <p class="hint" role="status">
      {tryingText(state === undefined ? 'try.packs.awaited' : 'try.packs.told')}
    </p>
  );
}

/** Which entries the words were read as that a rule found, and what it is known to find wrongly. */
export function ToldOfRule({ told }: { told: ToldByPacks | undefined }) {
  if (told === undefined) return null;
  const read = told.words.filter(({ entry }) => entry !== null).slice(0, MOST);
  return (
    <>
      {read.map((words) => (
        <ReadAs key={words.text} words={words} isAlone={told.words.length === 1} />
      ))}
      {told.knownFalsePositives.map((wrongly) => (
        <p key={wrongly} class="hint">
          {tryingText('try.wrongly') + t('app.colon')}
          <bdi lang="en">{wrongly}</bdi>
        </p>
      ))}
    </>
  );
}

function ReadAs({ words: { text, entry }, isAlone }: { words: ReadWords; isAlone: boolean }) {
  if (entry === null) return null;
  return (
    <p class="hint read-as">
      {!isAlone && (
        <>
          <Quote text={text} />{' '}
        </>
      )}
      {tryingText('try.read-as') + t('app.colon')}
      <Quote text={entry.term} />
      {entry.list !== null && (
        <>
          {' ('}
          <bdi class="mono">{entry.list.concept}</bdi>
          {` · ${languageName(entry.list.language)})`}
        </>
      )}
    </p>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <q>
      <PostTextInline text={text} />
    </q>
  );
}

/** What rules in shadow would find, as findings without a weight. */
export function ShadowRules({ rules }: { rules: readonly ShadowRule[] }) {
  if (rules.length === 0) return null;
  return (
    <section class="card findings" aria-labelledby="shadow-title">
      <h2 id="shadow-title">{tryingText('try.shadow')}</h2>
      <p class="hint">{tryingText('try.shadow.hint')}</p>
      <ol>
        {rules.map(({ rule, category, info, ...told }) => (
          <li key={rule} class="finding">
            <strong>{named('category', category)}</strong>
            <p class="finding-words">
              {told.words.slice(0, MOST).map(({ text }) => (
                <Quote key={text} text={text} />
              ))}
            </p>
            <RuleWords rule={info} />
            <ToldOfRule told={told} />
            <p class="rule-id mono">
              <bdi>{rule}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
