import { useState } from 'preact/hooks';
import type { OneCaseView } from '../../wire-casework.ts';
import { caseApi } from '../state/case-api.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

const REASON_LENGTH = 1000;

/** Asks for the offers of a case to be handed over: to one recipient, for one of the purposes it is registered for, and why. */
export function ExportRequestForm({ view, onAsked }: { view: OneCaseView; onAsked: () => void }) {
  const [recipient, setRecipient] = useState('');
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  if (settings.value?.person.roles.includes('exporter') !== true) return null;
  if (view.recipients.length === 0) return <p class="hint">{ct('exports.ask.none')}</p>;
  const least = settings.value?.minJustification ?? 0;
  const count = number(least);
  const purposes = view.recipients.find(({ id }) => id === recipient)?.purposes ?? [];
  const choose = (id: string) => {
    setRecipient(id);
    setPurpose('');
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const reason = why.trim();
    const isWhole = recipient !== '' && purpose !== '' && reason.length >= least;
    setMissing(!isWhole);
    const done = () => {
      choose('');
      setWhy('');
      onAsked();
    };
    if (isWhole) void run(() => caseApi.askExport(view.case.number, { recipient, purpose, reason }), done);
  };
  return (
    <details class="ask-name">
      <summary>{ct('exports.ask')}</summary>
      <form class="form" noValidate onSubmit={submit}>
        <p class="hint">{ct('exports.ask.hint')}</p>
        <label class="field">
          <span class="field-label">{ct('exports.recipient')}</span>
          <select class="select" value={recipient} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">–</option>
            {view.recipients.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span class="field-label">{ct('exports.purpose')}</span>
          <select class="select" value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)}>
            <option value="">–</option>
            {purposes.map((one) => (
              <option key={one} value={one}>
                {caseNamed('exports.purpose', one)}
              </option>
            ))}
          </select>
        </label>
        <NoteField
          label={ct('exports.reason')}
          hint={ct('exports.why.hint', { count })}
          value={why}
          onInput={setWhy}
          maxLength={REASON_LENGTH}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy}>
            {ct('exports.submit')}
          </button>
        </div>
        <p class="warning-text" role="status">
          {isMissing && ct('exports.missing', { count })}
        </p>
      </form>
    </details>
  );
}
