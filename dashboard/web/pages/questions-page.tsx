import { useEffect, useState } from 'preact/hooks';
import type { QuestionsView, ReadQuestion, WaitingQuestion } from '../../wire-casework.ts';
import { AnswerForm } from '../components/answer-form.tsx';
import { Awaited } from '../components/awaited.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostText } from '../components/post-text.tsx';
import { announce } from '../state/announcer.ts';
import { refreshCounts } from '../state/desk.ts';
import { age, languageName } from '../state/format.ts';
import { liveLanes } from '../state/live.ts';
import { t } from '../state/locale.ts';
import { questionApi } from '../state/question-api.ts';
import { loadQuestionWords, qt } from '../state/question-words.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** What colleagues ask about posts before they judge, and answering it. */
function QuestionsPage() {
  const remote = useRemote('questions', questionApi.waiting);
  const [read, setRead] = useState<ReadQuestion | null>(null);
  const { isBusy, failure, run } = useAction();
  const asked = liveLanes.value?.review?.questions;
  useEffect(() => {
    if (asked !== undefined) remote.refresh();
  }, [asked]);
  const leave = () => {
    setRead(null);
    remote.reload();
    refreshCounts();
  };
  const done = () => {
    announce(qt('questions.answered'));
    leave();
  };
  return (
    <>
      <PageHeading title={qt('questions.title')}>
        <p class="lead">{qt('questions.lead')}</p>
      </PageHeading>
      <StepFailure failure={failure} />
      <Awaited {...remote} />
      {remote.value !== null && read === null && (
        <Waiting
          view={remote.value}
          isBusy={isBusy}
          onRead={(id) => void run(() => questionApi.read(id), setRead)}
        />
      )}
      {remote.value !== null && read !== null && (
        <OneQuestion
          question={read}
          answers={remote.value.answers[read.kind]}
          onAnswered={done}
          onBack={leave}
        />
      )}
    </>
  );
}

function Waiting(props: { view: QuestionsView; isBusy: boolean; onRead: (id: number) => void }) {
  const { view, isBusy, onRead } = props;
  if (view.questions.length === 0)
    return (
      <Notice kind="empty" title={qt('questions.empty')}>
        <p>{qt('questions.empty.text')}</p>
      </Notice>
    );
  return (
    <>
      <p class="hint" id="reading">
        {qt('questions.open.hint')}
      </p>
      <table class="item-list">
        <caption class="visually-hidden">{qt('questions.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{qt('questions.question')}</th>
            <th scope="col">{qt('questions.language')}</th>
            <th scope="col">{t('item.age')}</th>
          </tr>
        </thead>
        <tbody>
          {view.questions.map((question) => (
            <WaitingRow key={question.id} question={question} isBusy={isBusy} onRead={onRead} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function WaitingRow(props: { question: WaitingQuestion; isBusy: boolean; onRead: (id: number) => void }) {
  const { question, isBusy, onRead } = props;
  return (
    <tr>
      <th scope="row">
        {qt(`question.${question.kind}`)}{' '}
        <button
          type="button"
          class="button button-small"
          aria-describedby="reading"
          disabled={isBusy}
          onClick={() => onRead(question.id)}
        >
          {qt('questions.open')}
        </button>
        {question.isMine && <small>{qt('questions.yours')}</small>}
      </th>
      <td data-label={qt('questions.language') + t('app.colon')}>{languageName(question.language)}</td>
      <td data-label={t('item.age') + t('app.colon')}>{age(question.askedAt, Date.now())}</td>
    </tr>
  );
}

/** The post that somebody asks about, as they see it before judging, and the answer. */
function OneQuestion(props: {
  question: ReadQuestion;
  answers: readonly string[];
  onAnswered: () => void;
  onBack: () => void;
}) {
  const { question, answers, onAnswered, onBack } = props;
  return (
    <div class="item-grid">
      <article class="card post" aria-label={t('post.title')}>
        <PostText text={question.text} language={question.language} findings={[]} active={null} />
      </article>
      <aside class="card panel" aria-labelledby="panel-title">
        <AnswerForm question={question} answers={answers} onAnswered={onAnswered} />
        <p>
          <a href={`/review/${question.itemId}`}>{t('protect.hand-over')}</a>
        </p>
        <button type="button" class="button button-quiet" onClick={onBack}>
          {qt('questions.back')}
        </button>
      </aside>
    </div>
  );
}

export async function loadQuestionsPage(): Promise<typeof QuestionsPage> {
  await loadQuestionWords();
  return QuestionsPage;
}
