import { useState } from 'preact/hooks';
import type { DownloadView, NoticeStep, OneNoticeView } from '../../wire-casework.ts';
import { noticeApi } from '../state/notice-api.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { bytesOf, saveFile } from '../state/save-file.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceLine } from './choice-line.tsx';
import { StepFailure } from './notice.tsx';
import { NoticeDrafting } from './notice-draft.tsx';
import { AnswerStep, SendStep } from './notice-telling.tsx';
import { StepCard } from './step-card.tsx';
import { SureButton } from './sure-button.tsx';

interface StepProps {
  readonly view: OneNoticeView;
  readonly onChanged: () => void;
}

/** What somebody may do with a notice now, each step by itself; what is not open to them is not shown. */
export function NoticeSteps({ view, onChanged }: StepProps) {
  const { notice } = view;
  const open = (step: NoticeStep) => notice.steps.includes(step);
  const props = { view, onChanged };
  return (
    <section class="list-section" aria-labelledby="notice-steps">
      <h2 id="notice-steps">{nt('notice.steps')}</h2>
      {notice.state === 'drafted' && notice.isMine && <p class="hint">{nt('notice.mine')}</p>}
      {notice.steps.length === 0 && <p class="hint">{nt('notice.steps.none')}</p>}
      {open('confirm') && <ConfirmStep {...props} />}
      {open('export') && <ExportStep {...props} />}
      {open('send') && <SendStep {...props} />}
      {open('correct') && <CorrectStep {...props} />}
      {open('answer') && <AnswerStep {...props} />}
      {open('edit') && <EditStep {...props} />}
      {open('withdraw') && <WithdrawStep {...props} />}
    </section>
  );
}

/** The statement of good faith, on the text that stands above and on no other. */
function ConfirmStep({ view, onChanged }: StepProps) {
  const { number, digest } = view.notice;
  // Of one text: when another comes under it, nothing is stated of that.
  const [stated, setStated] = useState<string | null>(null);
  const isStated = stated === digest;
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const confirm = () => {
    setMissing(!isStated);
    if (isStated) void run(() => noticeApi.confirm(number, digest), onChanged);
  };
  return (
    <StepCard id="step-confirm" title={nt('notice.confirm')}>
      <p>{nt('notice.confirm.text')}</p>
      <ChoiceLine
        type="checkbox"
        name="faith"
        isChosen={isStated}
        onChoose={(isChosen) => setStated(isChosen ? digest : null)}
        text={nt('notice.confirm.check')}
      />
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="button" class="button button-primary" disabled={isBusy} onClick={confirm}>
          {nt('notice.confirm.submit')}
        </button>
      </div>
      <p class="warning-text" role="status">
        {isMissing && nt('notice.confirm.missing')}
      </p>
    </StepCard>
  );
}

function keep({ name, mediaType, base64 }: DownloadView): void {
  saveFile(name, bytesOf(base64), mediaType);
}

function ExportStep({ view, onChanged }: StepProps) {
  const { number } = view.notice;
  const { isBusy, failure, run } = useAction();
  return (
    <StepCard id="step-export" title={nt('notice.export')}>
      <p>{nt('notice.export.text')}</p>
      <StepFailure failure={failure} />
      <div class="actions">
        {view.files.map((file) => (
          <button
            key={file}
            type="button"
            class="button"
            disabled={isBusy}
            onClick={() =>
              void run(
                () => noticeApi.file(number, file),
                (download) => {
                  keep(download);
                  onChanged();
                },
              )
            }
          >
            {noticeNamed('notice.file', file)}
          </button>
        ))}
      </div>
    </StepCard>
  );
}

function CorrectStep({ view, onChanged }: StepProps) {
  const { number } = view.notice;
  const { isBusy, failure, run } = useAction();
  return (
    <StepCard id="step-correct" title={nt('notice.correct')}>
      <p>{nt('notice.correct.text')}</p>
      <StepFailure failure={failure} />
      <div class="actions">
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void run(() => noticeApi.correction(number), keep)}
        >
          {nt('notice.correct.letter')}
        </button>
        <button
          type="button"
          class="button"
          disabled={isBusy}
          onClick={() => void run(() => noticeApi.correct(number), onChanged)}
        >
          {nt('notice.correct.submit')}
        </button>
      </div>
    </StepCard>
  );
}

function EditStep({ view, onChanged }: StepProps) {
  const { number, caseNumber, itemId, content, digest } = view.notice;
  return (
    <StepCard id="step-edit" title={nt('notice.edit')}>
      <NoticeDrafting
        caseNumber={caseNumber}
        itemId={itemId}
        label={nt('notice.edit')}
        hint={nt('notice.edit.hint')}
        before={content}
        save={(draft) => noticeApi.edit(number, digest, draft)}
        onSaved={onChanged}
      />
    </StepCard>
  );
}

/** Two steps: it cannot be taken back. */
function WithdrawStep({ view, onChanged }: StepProps) {
  const { number } = view.notice;
  const { isBusy, failure, run } = useAction();
  return (
    <StepCard id="step-withdraw" title={nt('notice.withdraw')}>
      <p class="hint">{nt('notice.withdraw.hint')}</p>
      <StepFailure failure={failure} />
      <div class="actions">
        <SureButton
          label={nt('notice.withdraw')}
          sure={nt('notice.withdraw.sure')}
          isBusy={isBusy}
          onSure={() => void run(() => noticeApi.withdraw(number), onChanged)}
        />
      </div>
    </StepCard>
  );
}
