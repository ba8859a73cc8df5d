import { useState } from 'preact/hooks';
import type { NoticeContent, NoticeDraft } from '../../../queue/contracts/index.ts';
import type { PreparationView } from '../../wire-casework.ts';
import { t } from '../state/locale.ts';
import { noticeApi } from '../state/notice-api.ts';
import { nt } from '../state/notice-words.ts';
import { useAction } from '../state/use-action.ts';
import { FailureNotice, Notice } from './notice.tsx';
import { NoticeForm } from './notice-form.tsx';

interface Drafting<Answer> {
  /** What is edited; `null` for a new one. */
  readonly before: NoticeContent | null;
  readonly save: (draft: NoticeDraft) => Promise<Answer>;
}

/** Opens what a notice could rest on, which is logged, and the form below it. */
export function NoticeDrafting<Answer>(
  props: Drafting<Answer> & {
    caseNumber: number;
    itemId: string;
    label: string;
    hint: string;
    onSaved: (answer: Answer) => void;
  },
) {
  const { caseNumber, itemId, label, hint, before, save, onSaved } = props;
  // What is saved is an edit of what the page shows now: where somebody else was faster the first try is refused, the page shows what
  // came, and the next one is of who has seen that. The form keeps what stood in its fields all the while.
  const [preparation, setPreparation] = useState<PreparationView | null>(null);
  const { isBusy, failure, run } = useAction();
  const open = () => void run(() => noticeApi.prepare(caseNumber, itemId), setPreparation);
  const saved = (answer: Answer) => {
    setPreparation(null);
    onSaved(answer);
  };
  const faults = preparation?.faults ?? [];
  if (preparation !== null && faults.length === 0)
    return <NoticeForm {...{ caseNumber, preparation, before, save, onSaved: saved }} />;
  return (
    <>
      {faults.length > 0 && (
        <Notice kind="warning" title={nt('draft.faults')} isAlert>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>
                <bdi lang="en">{fault}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} />}
      <div class="actions">
        <button type="button" class="button" disabled={isBusy} onClick={open}>
          {label}
        </button>
      </div>
      <p class="hint">{hint}</p>
    </>
  );
}
