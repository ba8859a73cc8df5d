/** One of several values, by their words; nothing is chosen at first unless the value says so. */
export function ChoiceField(props: {
  label: string;
  value: string;
  /** What the empty choice is called; `null` where something is always chosen. */
  none?: string | null;
  options: readonly (readonly [value: string, words: string])[];
  onChoose: (value: string) => void;
}) {
  const { label, value, none = '–', options, onChoose } = props;
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select class="select" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {none !== null && <option value="">{none}</option>}
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
