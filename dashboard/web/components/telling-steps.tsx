import { useState } from 'preact/hooks';
import type { NoticeLanguage, TellingWord } from '../../../queue/contracts/index.ts';
import type { OneTellingView, TellingLetter } from '../../wire-casework.ts';
import { settings } from '../state/desk.ts';
import { number as formatted, languageName } from '../state/format.ts';
import { saveFile } from '../state/save-file.ts';
import { tellingApi } from '../state/telling-api.ts';
import { tt } from '../state/telling-words.ts';
import { useAction } from '../state/use-action.ts';
import { useMoment } from '../state/use-moment.ts';
import { ChoiceField } from './choice-field.tsx';
import { StepFailure } from './notice.tsx';
import { StepCard } from './step-card.tsx';
import { PutOffStep } from './telling-put-off.tsx';
import { TextField } from './text-field.tsx';

interface StepProps {
  readonly view: OneTellingView;
  readonly onChanged: () => void;
}

/** What somebody may do about a duty now; what is not open to them is not shown. */
export function TellingSteps({ view, onChanged }: StepProps) {
  const { isInvolved, mayRecord, maySettle, waiting } = view.telling;
  // The outbox is written by the same people.
  const isWriter = settings.value?.may.writeNotices === true;
  const mayWrite = isWriter && !isInvolved;
  const props = { view, onChanged };
  return (
    <section class="list-section" aria-labelledby="telling-steps">
      <h2 id="telling-steps">{tt('telling.steps')}</h2>
      {!mayWrite && <p class="hint">{tt(isWriter ? 'telling.steps.involved' : 'telling.steps.none')}</p>}
      {mayWrite && waiting !== null && !maySettle && <p class="hint">{tt('telling.settle.mine')}</p>}
      {maySettle && <SettleStep {...props} />}
      {mayWrite && <LetterStep view={view} />}
      {mayRecord && <ToldStep {...props} />}
      {mayRecord && <PutOffStep {...props} />}
    </section>
  );
}

function SettleStep({ view, onChanged }: StepProps) {
  const { number, waiting } = view.telling;
  const { isBusy, failure, run } = useAction();
  if (waiting === null) return null;
  const say = (word: TellingWord['word']) =>
    void run(() => tellingApi.settle(number, { number: waiting, word }), onChanged);
  return (
    <StepCard id="step-settle" title={tt('telling.settle')}>
      <p>{tt('telling.settle.text')}</p>
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="button" class="button button-primary" disabled={isBusy} onClick={() => say('approve')}>
          {tt('telling.settle.approve')}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => say('refuse')}>
          {tt('telling.settle.refuse')}
        </button>
      </div>
    </StepCard>
  );
}

/** Opens the addresses, so nothing is drafted before somebody asks. */
function LetterStep({ view }: Pick<StepProps, 'view'>) {
  const { number } = view.telling;
  const [language, setLanguage] = useState<string>(view.languages[0] ?? 'en');
  /** With the language they are in: another may be chosen since. */
  const [drafted, setDrafted] = useState<{ lang: string; letters: readonly TellingLetter[] } | null>(null);
  const { isBusy, failure, run } = useAction();
  const draft = () =>
    void run(
      () => tellingApi.letters(number, language as NoticeLanguage),
      ({ letters }) => setDrafted({ lang: language, letters }),
    );
  return (
    <StepCard id="step-letter" title={tt('telling.letter')}>
      <p>{tt('telling.letter.text')}</p>
      <ChoiceField
        label={tt('telling.letter.language')}
        value={language}
        none={null}
        options={view.languages.map((code) => [code, languageName(code)])}
        onChoose={setLanguage}
      />
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="button" class="button" disabled={isBusy} onClick={draft}>
          {tt('telling.letter.submit')}
        </button>
      </div>
      {drafted?.letters.map(({ name, text, posts }) => (
        <div key={name} class="telling-letter">
          {posts > 1 && <p>{tt('telling.letter.for-many', { count: formatted(posts) })}</p>}
          <pre dir="auto" lang={drafted.lang}>
            {text}
          </pre>
          <button
            type="button"
            class="button"
            onClick={() => saveFile(name, text, 'text/plain;charset=utf-8')}
          >
            {tt('telling.letter.save', { name })}
          </button>
        </div>
      ))}
    </StepCard>
  );
}

function ToldStep({ view, onChanged }: StepProps) {
  const [channel, setChannel] = useState('');
  const { at, setAt, begin } = useMoment();
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (channel.trim() === '' || at === '') return;
    const outcome = { outcome: 'told', at: new Date(at).toISOString(), channel } as const;
    void run(() => tellingApi.record(view.telling.number, outcome), onChanged);
  };
  return (
    <StepCard id="step-told" title={tt('telling.told')}>
      <form class="form" onSubmit={submit}>
        <TextField type="datetime-local" label={tt('telling.at')} value={at} onInput={setAt} />
        <TextField
          label={tt('telling.channel')}
          hint={tt('telling.told.hint')}
          value={channel}
          onInput={(written) => {
            setChannel(written);
            begin();
          }}
          input={{ dir: 'auto', maxlength: 300 }}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button
            type="submit"
            class="button button-primary"
            disabled={isBusy || channel.trim() === '' || at === ''}
          >
            {tt('telling.told.submit')}
          </button>
        </div>
      </form>
    </StepCard>
  );
}
