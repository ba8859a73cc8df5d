import { useState } from 'preact/hooks';
import { t } from '../state/locale.ts';
import { TextField } from './text-field.tsx';

/** One line of text about somebody that is set by itself; empty takes it away. */
export function LineForm(props: {
  label: string;
  hint: string;
  value: string | null;
  dir: 'auto' | 'ltr';
  isBusy: boolean;
  onSet: (value: string | null) => void;
}) {
  const { label, hint, dir, isBusy, onSet } = props;
  const [value, setValue] = useState(props.value ?? '');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSet(value.trim() === '' ? null : value.trim());
      }}
    >
      <TextField
        label={label}
        hint={hint}
        value={value}
        onInput={setValue}
        input={{ autocomplete: 'off', dir, spellcheck: false }}
      />
      <button type="submit" class="button" disabled={isBusy}>
        {t('own.set')}
      </button>
    </form>
  );
}
