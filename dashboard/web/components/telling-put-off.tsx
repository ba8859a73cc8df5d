import { useState } from 'preact/hooks';
import type { TellingOutcome } from '../../../queue/contracts/index.ts';
import type { OneTellingView } from '../../wire-casework.ts';
import { day, number } from '../state/format.ts';
import { tellingApi } from '../state/telling-api.ts';
import { tellingNamed, tt } from '../state/telling-words.ts';
import { useAction } from '../state/use-action.ts';
import { ChoiceField } from './choice-field.tsx';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';
import { StepCard } from './step-card.tsx';
import { TextField } from './text-field.tsx';

const MAX_REASON = 1000;
const EMPTY = { outcome: '', ground: '', reason: '', legalBasis: '', reviewOn: '' };

/** Why they are not told now: a delay on a legal basis, or no way to reach them; both are reviewed. */
export function PutOffStep({ view, onChanged }: { view: OneTellingView; onChanged: () => void }) {
  const { telling, grounds, minReason } = view;
  const [said, setSaid] = useState(EMPTY);
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const put = (name: keyof typeof EMPTY) => (value: string) => setSaid((old) => ({ ...old, [name]: value }));
  const isDelay = said.outcome === 'delayed';
  const submit = (event: Event) => {
    event.preventDefault();
    const outcome = outcomeOf(said, minReason);
    setMissing(outcome === null);
    if (outcome === null) return;
    const done = () => {
      setSaid(EMPTY);
      onChanged();
    };
    void run(() => tellingApi.record(telling.number, outcome), done);
  };
  return (
    <StepCard id="step-put-off" title={tt('telling.put-off')}>
      <p class="hint">{tt('telling.put-off.hint')}</p>
      <form class="form" onSubmit={submit}>
        <ChoiceField
          label={tt('telling.put-off.outcome')}
          value={said.outcome}
          options={(['delayed', 'unreachable'] as const).map((one) => [one, tt(`telling.outcome.${one}`)])}
          onChoose={put('outcome')}
        />
        {isDelay && (
          <ChoiceField
            label={tt('telling.ground')}
            value={said.ground}
            options={grounds.map((one) => [one, tellingNamed('telling.ground', one)])}
            onChoose={put('ground')}
          />
        )}
        <NoteField
          label={tt('telling.reason')}
          hint={tt('telling.reason.hint', { count: number(minReason) })}
          value={said.reason}
          onInput={put('reason')}
          maxLength={MAX_REASON}
        />
        {isDelay && (
          <TextField
            label={tt('telling.basis')}
            hint={tt('telling.basis.hint')}
            value={said.legalBasis}
            onInput={put('legalBasis')}
            input={{ dir: 'auto', maxlength: 300 }}
          />
        )}
        <TextField
          type="date"
          label={tt('telling.review')}
          hint={
            telling.addressUntil === null
              ? tt('telling.review.hint', { day: day(telling.latestReview) })
              : tt('telling.review.hint.erased', {
                  day: day(telling.latestReview),
                  erased: day(telling.addressUntil),
                })
          }
          value={said.reviewOn}
          onInput={put('reviewOn')}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy}>
            {tt('telling.put-off.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && tt('telling.missing.fields')}
        </p>
      </form>
    </StepCard>
  );
}

/** `null` while something is missing. */
function outcomeOf(said: typeof EMPTY, minReason: number): TellingOutcome | null {
  const { outcome, ground, reason, legalBasis, reviewOn } = said;
  if (reason.trim().length < minReason || reviewOn === '') return null;
  if (outcome === 'unreachable') return { outcome, reason, reviewOn };
  if (outcome !== 'delayed' || ground === '' || legalBasis.trim() === '') return null;
  return { outcome, ground, reason, legalBasis, reviewOn } as TellingOutcome;
}
