import { useEffect, useState } from 'preact/hooks';
import type { Answer } from '../../../queue/contracts/index.ts';
import type { ReadQuestion } from '../../wire-casework.ts';
import { t } from '../state/locale.ts';
import { questionApi } from '../state/question-api.ts';
import { qt, questionNamed } from '../state/question-words.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceLine } from './choice-line.tsx';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

/** The answer to a colleague's question; nothing is chosen beforehand. */
export function AnswerForm(props: {
  question: ReadQuestion;
  answers: readonly string[];
  onAnswered: () => void;
}) {
  const { question, answers, onAnswered } = props;
  const [answer, setAnswer] = useState('');
  const [words, setWords] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  // The button that opened the question is gone.
  useEffect(() => document.getElementById('panel-title')?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const said = words.trim();
    const isWhole = answer !== '' && (answer !== 'explained' || said !== '');
    setMissing(!isWhole);
    const given = { answer: answer as Answer['answer'], ...(said !== '' && { words: said }) };
    if (isWhole) void run(() => questionApi.answer(question.id, given), onAnswered);
  };
  return (
    <>
      <h2 id="panel-title" tabIndex={-1}>
        {qt(`question.${question.kind}`)}
      </h2>
      {question.words !== null && (
        <p>
          {qt('questions.about')}
          {t('app.colon')}
          <bdi dir="auto">{question.words}</bdi>
        </p>
      )}
      <form class="judgment" noValidate onSubmit={submit}>
        <fieldset>
          <legend>{qt('questions.answer')}</legend>
          {answers.map((one) => (
            <ChoiceLine
              key={one}
              type="radio"
              name="answer"
              value={one}
              isChosen={answer === one}
              onChoose={() => setAnswer(one)}
              text={questionNamed('answer', one)}
            />
          ))}
        </fieldset>
        <NoteField
          label={qt('questions.words')}
          hint={qt('questions.words.hint')}
          value={words}
          onInput={setWords}
          maxLength={500}
        />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy}>
            {qt('questions.submit')}
          </button>
        </div>
        <p class="hint" role="status">
          {isMissing && qt('questions.missing')}
        </p>
      </form>
      <StepFailure failure={failure} />
    </>
  );
}
