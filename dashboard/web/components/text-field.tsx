import { useId } from 'preact/hooks';

interface InputProps {
  readonly autocomplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  readonly inputmode?: 'numeric';
  readonly required?: boolean;
  readonly dir?: 'auto' | 'ltr';
  readonly spellcheck?: boolean;
  readonly placeholder?: string;
  readonly title?: string;
  readonly size?: number;
  readonly maxlength?: number;
}

/** A labelled line of text. */
export function TextField(props: {
  label: string;
  hint?: string;
  type?: 'text' | 'password' | 'date' | 'datetime-local';
  value: string;
  onInput: (value: string) => void;
  input?: InputProps;
}) {
  const { label, hint, type = 'text', value, onInput, input } = props;
  const id = useId();
  const shared = {
    id,
    class: 'input',
    ...(hint !== undefined && { 'aria-describedby': `${id}-hint` }),
    ...input,
    value,
    onInput: (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {type === 'password' && <input type="password" {...shared} />}
      {type === 'datetime-local' && <input type="datetime-local" {...shared} />}
      {type === 'date' && <input type="date" {...shared} />}
      {type === 'text' && <input type="text" {...shared} />}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}
