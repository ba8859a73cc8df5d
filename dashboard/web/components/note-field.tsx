import { useId } from 'preact/hooks';

const NOTE_LENGTH = 4000;

/** A labelled field for words of one's own, in any direction. */
export function NoteField(props: {
  label: string;
  hint: string;
  value: string;
  onInput: (value: string) => void;
  maxLength?: number;
}) {
  const { label, hint, value, onInput, maxLength = NOTE_LENGTH } = props;
  const id = useId();
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <textarea
        rows={3}
        maxLength={maxLength}
        dir="auto"
        value={value}
        aria-describedby={id}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small id={id}>{hint}</small>
    </label>
  );
}
