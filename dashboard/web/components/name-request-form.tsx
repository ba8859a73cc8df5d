import { useState } from 'preact/hooks';
import type { OneCaseView } from '../../wire-casework.ts';
import { caseApi } from '../state/case-api.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

/** Asks to read who wrote an offer: a purpose from a closed list, and why. */
export function NameRequestForm(props: { view: OneCaseView; itemId: string; onAsked: () => void }) {
  const { view, itemId, onAsked } = props;
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const least = settings.value?.minJustification ?? 0;
  const count = number(least);
  const submit = (event: Event) => {
    event.preventDefault();
    const justification = why.trim();
    const isWhole = purpose !== '' && justification.length >= least;
    setMissing(!isWhole);
    if (isWhole)
      void run(() => caseApi.askName(view.case.number, { itemId, purpose, justification }), onAsked);
  };
  return (
    <details class="ask-name">
      <summary>{ct('name.ask')}</summary>
      <form class="form" noValidate onSubmit={submit}>
        <p class="hint">{ct('name.ask.hint')}</p>
        <label class="field">
          <span class="field-label">{ct('name.purpose')}</span>
          <select class="select" value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)}>
            <option value="">–</option>
            {view.purposes.map((one) => (
              <option key={one} value={one}>
                {caseNamed('name.purpose', one)}
              </option>
            ))}
          </select>
        </label>
        <NoteField
          label={ct('name.why')}
          hint={ct('name.why.hint', { count })}
          value={why}
          onInput={setWhy}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy}>
            {ct('name.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && ct('name.missing', { count })}
        </p>
      </form>
    </details>
  );
}
