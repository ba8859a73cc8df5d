import { useState } from 'preact/hooks';
import type { NoticeAnswer, NoticeSending } from '../../../queue/contracts/index.ts';
import type { OneNoticeView } from '../../wire-casework.ts';
import { noticeApi } from '../state/notice-api.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { useAction } from '../state/use-action.ts';
import { useMoment } from '../state/use-moment.ts';
import { ChoiceField } from './choice-field.tsx';
import { StepFailure } from './notice.tsx';
import { StepCard } from './step-card.tsx';
import { TextField } from './text-field.tsx';

interface StepProps {
  readonly view: OneNoticeView;
  readonly onChanged: () => void;
}

const chosenFrom = (prefix: string, values: readonly string[]) =>
  values.map((value) => [value, noticeNamed(prefix, value)] as const);

/** That a person has sent it: by what way, and when. */
export function SendStep({ view, onChanged }: StepProps) {
  const [way, setWay] = useState('');
  const { at, setAt, begin } = useMoment();
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (way === '' || at === '') return;
    const sending = { way, at: new Date(at).toISOString() } as NoticeSending;
    void run(() => noticeApi.send(view.notice.number, sending), onChanged);
  };
  return (
    <StepCard id="step-send" title={nt('notice.send')}>
      <form class="form" onSubmit={submit}>
        {view.notice.state === 'withdrawn' && <p class="hint">{nt('notice.send.withdrawn')}</p>}
        <ChoiceField
          label={nt('notice.send.way')}
          value={way}
          options={chosenFrom('notice.way', view.ways)}
          onChoose={(chosen) => {
            setWay(chosen);
            begin();
          }}
        />
        <TextField type="datetime-local" label={nt('notice.when')} value={at} onInput={setAt} />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button button-primary" disabled={isBusy || way === '' || at === ''}>
            {nt('notice.send.submit')}
          </button>
        </div>
      </form>
    </StepCard>
  );
}

/** What somebody told of it. */
export function AnswerStep({ view, onChanged }: StepProps) {
  const [outcome, setOutcome] = useState('');
  const [toldBy, setToldBy] = useState('');
  const { at, setAt, begin } = useMoment();
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    if (outcome === '' || toldBy === '' || at === '') return;
    const answer = { outcome, toldBy, at: new Date(at).toISOString() } as NoticeAnswer;
    const done = () => {
      setOutcome('');
      setToldBy('');
      setAt('');
      onChanged();
    };
    void run(() => noticeApi.answer(view.notice.number, answer), done);
  };
  return (
    <StepCard id="step-answer" title={nt('notice.answer')}>
      <form class="form" onSubmit={submit}>
        <ChoiceField
          label={nt('notice.answer.outcome')}
          value={outcome}
          options={chosenFrom('notice.outcome', view.outcomes)}
          onChoose={(chosen) => {
            setOutcome(chosen);
            begin();
          }}
        />
        <ChoiceField
          label={nt('notice.answer.teller')}
          value={toldBy}
          options={chosenFrom('notice.teller', view.tellers)}
          onChoose={setToldBy}
        />
        <TextField type="datetime-local" label={nt('notice.when')} value={at} onInput={setAt} />
        <p class="hint">{nt('notice.answer.hint')}</p>
        <StepFailure failure={failure} />
        <div class="actions">
          <button
            type="submit"
            class="button"
            disabled={isBusy || outcome === '' || toldBy === '' || at === ''}
          >
            {nt('notice.answer.submit')}
          </button>
        </div>
      </form>
    </StepCard>
  );
}
