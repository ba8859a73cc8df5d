import { useState } from 'preact/hooks';
import type { NoticeContent, NoticeDraft } from '../../../queue/contracts/index.ts';
import type { PreparationView } from '../../wire-casework.ts';
import { t } from '../state/locale.ts';
import { noticeApi } from '../state/notice-api.ts';
import { nt } from '../state/notice-words.ts';
import { useAction } from '../state/use-action.ts';
import { FailureNotice, Notice } from './notice.tsx';
import { NoticeForm } from './notice-form.tsx';

/** Opens what a notice could rest on, which is logged, and the form below it. */
export function NoticeDrafting<Answer>(props: {
  caseNumber: number;
  itemId: string;
  label: string;
  hint: string;
  before: NoticeContent | null;
  save: (draft: NoticeDraft) => Promise<Answer>;
  onSaved: (answer: Answer) => void;
}) {
  const { caseNumber, itemId, label, hint, before, save, onSaved } = props;
  const [preparation, setPreparation] = useState<PreparationView | null>(null);
  const { isBusy, failure, run } = useAction();
  const open = () => void run(() => noticeApi.prepare(caseNumber, itemId), setPreparation);
  if (preparation === null)
    return (
      <>
        {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} />}
        <div class="actions">
          <button type="button" class="button" disabled={isBusy} onClick={open}>
            {label}
          </button>
        </div>
        <p class="hint">{hint}</p>
      </>
    );
  if (preparation.faults.length > 0)
    return (
      <Notice kind="warning" title={nt('draft.faults')} isAlert>
        <ul>
          {preparation.faults.map((fault) => (
            <li key={fault}>
              <bdi lang="en">{fault}</bdi>
            </li>
          ))}
        </ul>
      </Notice>
    );
  const saved = (answer: Answer) => {
    setPreparation(null);
    onSaved(answer);
  };
  return <NoticeForm {...{ caseNumber, preparation, before, save, onSaved: saved }} />;
}
