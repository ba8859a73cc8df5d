import type { LogPurpose } from '../../../queue/contracts/index.ts';
import { ot } from '../state/oversight-words.ts';

/** What the log, or a record, is read for: one of four, and none is chosen beforehand. */
export function PurposeField(props: {
  purposes: readonly LogPurpose[];
  value: LogPurpose | '';
  onChoose: (purpose: LogPurpose | '') => void;
}) {
  const { purposes, value, onChoose } = props;
  return (
    <label class="field">
      <span class="field-label">{ot('purpose.label')}</span>
      <select
        class="select"
        value={value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          onChoose(purposes.find((one) => one === chosen) ?? '');
        }}
      >
        <option value="">{ot('purpose.choose')}</option>
        {purposes.map((one) => (
          <option key={one} value={one}>
            {ot(`purpose.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The same four, for a page that asks for none of them from the server. */
export const PURPOSES: readonly LogPurpose[] = [
  'lawfulness',
  'self-monitoring',
  'integrity',
  'criminal-proceedings',
];
