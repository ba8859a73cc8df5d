import { useState } from 'preact/hooks';
import type { FairnessView } from '../../../queue/contracts/index.ts';
import type { LiftedView } from '../../wire-oversight.ts';
import { announce } from '../state/announcer.ts';
import { request } from '../state/api.ts';
import { fairnessText } from '../state/fairness-words.ts';
import { number } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

/** UTF-16 units that a reason has at least and at most. */
const FEWEST = 20;
const MOST = 500;

/** One of two people's word that a rule on hold speaks again, with a reason. */
export function LiftHold(props: { hold: FairnessView['holds'][number]; onChange: () => void }) {
  const { hold, onChange } = props;
  const [reason, setReason] = useState('');
  const { isBusy, failure, run } = useAction();
  const words = fairnessText(hold.proposal === null ? 'holds.propose' : 'holds.agree');
  const submit = (event: Event) => {
    event.preventDefault();
    void run(
      () =>
        request<LiftedView>('POST', `/api/rules/${encodeURIComponent(hold.rule)}/lift`, {
          reason: reason.trim(),
        }),
      ({ isLifted }) => {
        announce(fairnessText(isLifted ? 'holds.released' : 'holds.proposed'));
        onChange();
      },
    );
  };
  return (
    <details class="ask-name">
      <summary>{words}</summary>
      <form class="form" onSubmit={submit}>
        <NoteField
          label={fairnessText('holds.reason')}
          hint={fairnessText('holds.reason.hint', { count: number(FEWEST) })}
          value={reason}
          onInput={setReason}
          maxLength={MOST}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy || reason.trim().length < FEWEST}>
            {words}
          </button>
        </div>
      </form>
    </details>
  );
}
