import { useEffect, useState } from 'preact/hooks';
import type { QuestionKind } from '../../../queue/contracts/index.ts';
import type { ItemView } from '../../wire.ts';
import type { OwnQuestion } from '../../wire-casework.ts';
import { announce } from '../state/announcer.ts';
import { liveLanes } from '../state/live.ts';
import { t } from '../state/locale.ts';
import { questionApi } from '../state/question-api.ts';
import { loadQuestionWords, qt, questionNamed } from '../state/question-words.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceField } from './choice-field.tsx';
import { StepFailure } from './notice.tsx';
import { TextField } from './text-field.tsx';

const KINDS: readonly QuestionKind[] = ['language', 'word', 'place', 'sign', 'service'];

/** Asking a colleague about the post before judging it, and the answers that came. */
function AskPanel({ item, onRefresh }: { item: ItemView; onRefresh: () => void }) {
  const questions = item.questions ?? [];
  useAnswers(questions, onRefresh);
  return (
    <>
      {item.steps.includes('ask') && <AskForm itemId={item.id} onAsked={onRefresh} />}
      {questions.length > 0 && (
        <section class="questions" aria-label={qt('ask.yours')}>
          {questions.map((question) => (
            <Asked key={question.id} question={question} />
          ))}
        </section>
      )}
    </>
  );
}

function AskForm({ itemId, onAsked }: { itemId: string; onAsked: () => void }) {
  const [kind, setKind] = useState<QuestionKind>('word');
  const [words, setWords] = useState('');
  const { isBusy, failure, run } = useAction();
  const about = words.trim();
  const isWhole = kind === 'language' || about !== '';
  const ask = (event: Event) => {
    event.preventDefault();
    const done = () => {
      setWords('');
      announce(qt('ask.sent'));
      onAsked();
    };
    if (isWhole)
      void run(() => questionApi.ask(itemId, { kind, ...(about !== '' && { words: about }) }), done);
  };
  return (
    <details class="hand-over">
      <summary>{qt('ask.title')}</summary>
      <p class="hint">{qt('ask.hint')}</p>
      <form noValidate onSubmit={ask}>
        <ChoiceField
          label={qt('ask.kind')}
          value={kind}
          none={null}
          options={KINDS.map((one) => [one, qt(`question.${one}`)])}
          onChoose={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
        />
        <TextField
          label={qt(`about.${kind}`)}
          hint={qt('about.hint')}
          value={words}
          onInput={setWords}
          input={{ dir: 'auto', autocomplete: 'off', spellcheck: false, maxlength: 200 }}
        />
        <button type="submit" class="button" disabled={isBusy || !isWhole}>
          {qt('ask.submit')}
        </button>
      </form>
      <StepFailure failure={failure} />
    </details>
  );
}

/** One question with where it stands, or its answer. */
function Asked({ question: { kind, words, isRead, answer } }: { question: OwnQuestion }) {
  return (
    <div class={answer === null ? 'notice notice-empty' : 'notice notice-info'}>
      <p class="notice-title">
        {qt(`question.${kind}`)}
        {words !== null && (
          <>
            {' '}
            <bdi dir="auto">{words}</bdi>
          </>
        )}
      </p>
      {answer === null ? (
        <p>{qt(isRead ? 'ask.read' : 'ask.waits')}</p>
      ) : (
        <p>
          {questionNamed('answer', answer.answer)}
          {answer.words !== null && (
            <>
              {t('app.colon')}
              <bdi dir="auto">{answer.words}</bdi>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** Looks again when an answer to anybody came, or a question was taken up, while one of these waits. */
function useAnswers(questions: readonly OwnQuestion[], onRefresh: () => void): void {
  const answered = questions.filter(({ answer }) => answer !== null).length;
  const isWaiting = answered < questions.length;
  const latest = liveLanes.value?.review?.answered;
  useEffect(() => {
    if (isWaiting) onRefresh();
  }, [latest]);
  const [known, setKnown] = useState(answered);
  useEffect(() => {
    if (answered > known) announce(qt('ask.answered'));
    setKnown(answered);
  }, [answered]);
}

export async function loadAskPanel(): Promise<typeof AskPanel> {
  await loadQuestionWords();
  return AskPanel;
}
