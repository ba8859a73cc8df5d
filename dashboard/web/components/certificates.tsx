import { useState } from 'preact/hooks';
import type { Certificate } from '../../../queue/contracts/index.ts';
import { day } from '../state/format.ts';
import { peopleText } from '../state/people-words.ts';
import { TextField } from './text-field.tsx';

const TRAININGS = ['language', 'rights', 'bias'] as const;
/** Stands for the language of a training that has none. */
const ANY_LANGUAGE = '*';

/** What somebody was trained in, and until when it counts. */
export function CertificateList(props: {
  certificates: readonly Certificate[];
  nameOf: (language: string) => string;
}) {
  const { certificates, nameOf } = props;
  if (certificates.length === 0) return <p class="hint">{peopleText('people.certificates.none')}</p>;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <ul class="certificates">
      {certificates.map(({ training, language, validUntil }) => (
        <li key={`${training} ${language}`} class={validUntil < today ? 'warning-text' : undefined}>
          {training === 'language' ? nameOf(language) : peopleText(`people.training.${training}`)}
          {', '}
          {peopleText(validUntil < today ? 'people.certificate.expired' : 'people.certificate.until', {
            day: day(validUntil),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Records a training; a later one takes the place of an earlier one. */
export function TrainingForm(props: { isBusy: boolean; onRecord: (certificate: Certificate) => void }) {
  const [training, setTraining] = useState<Certificate['training']>('language');
  const [tag, setTag] = useState('');
  const [validUntil, setValidUntil] = useState('');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.onRecord({
          training,
          language: training === 'language' ? tag.trim() : ANY_LANGUAGE,
          validUntil,
        });
      }}
    >
      <label class="field">
        <span class="field-label">{peopleText('people.training')}</span>
        <select
          class="select"
          value={training}
          onChange={(event) => setTraining(event.currentTarget.value as Certificate['training'])}
        >
          {TRAININGS.map((id) => (
            <option key={id} value={id}>
              {peopleText(`people.training.${id}`)}
            </option>
          ))}
        </select>
      </label>
      {training === 'language' && (
        <TextField
          label={peopleText('people.training.tag')}
          value={tag}
          onInput={setTag}
          input={{
            required: true,
            dir: 'ltr',
            placeholder: 'ar-Latn',
            size: 8,
            title: peopleText('people.training.tag.hint'),
          }}
        />
      )}
      <TextField
        label={peopleText('people.training.until')}
        value={validUntil}
        onInput={setValidUntil}
        type="date"
        input={{ required: true }}
      />
      <button type="submit" class="button" disabled={props.isBusy}>
        {peopleText('people.training.submit')}
      </button>
    </form>
  );
}
