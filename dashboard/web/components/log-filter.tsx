import { useState } from 'preact/hooks';
import type { EntryFilter } from '../state/oversight-api.ts';
import { kindName, ot } from '../state/oversight-words.ts';
import { TextField } from './text-field.tsx';

/** Which entries are shown. */
export function LogFilter(props: {
  kinds: readonly string[];
  filter: EntryFilter;
  onFilter: (filter: EntryFilter) => void;
}) {
  const [kind, setKind] = useState(props.filter.kind ?? '');
  const [subject, setSubject] = useState(props.filter.subject ?? '');
  const [from, setFrom] = useState(props.filter.from ?? '');
  const [to, setTo] = useState(props.filter.to ?? '');
  const submit = (event: Event) => {
    event.preventDefault();
    props.onFilter({
      ...(kind !== '' && { kind }),
      ...(subject.trim() !== '' && { subject: subject.trim() }),
      ...(from !== '' && { from }),
      ...(to !== '' && { to }),
    });
  };
  return (
    <form class="log-filter" onSubmit={submit}>
      <label class="field">
        <span class="field-label">{ot('log.kind')}</span>
        <select class="select" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          <option value="">{ot('log.kind.all')}</option>
          {props.kinds.map((one) => (
            <option key={one} value={one}>
              {kindName(one)}
            </option>
          ))}
        </select>
      </label>
      <TextField
        label={ot('log.subject')}
        hint={ot('log.subject.hint')}
        value={subject}
        onInput={setSubject}
        input={{ dir: 'ltr', autocomplete: 'off', spellcheck: false, maxlength: 200 }}
      />
      <TextField label={ot('log.from')} type="date" value={from} onInput={setFrom} />
      <TextField label={ot('log.to')} type="date" value={to} onInput={setTo} />
      <button type="submit" class="button">
        {ot('log.search')}
      </button>
    </form>
  );
}
