import { useState } from 'preact/hooks';
import type {
  Family,
  FigureState,
  ReleaseRequest,
  StatisticsView,
  TableDimension,
} from '../../../queue/contracts/index.ts';
import { announce } from '../state/announcer.ts';
import { statisticsApi } from '../state/statistics-api.ts';
import { monthName } from '../state/statistics-names.ts';
import { statNamed, statText } from '../state/statistics-words.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';

const EPSILONS = [10, 25, 50, 100];

interface Draft {
  readonly kind: 'one-off' | 'repeated';
  readonly family: Family;
  readonly state: FigureState | '';
  readonly rows: TableDimension;
  readonly columns: TableDimension | '';
  readonly first: string;
  readonly last: string;
  readonly epsilon: number;
}

/** Asks for a table to be released; the server says what cannot be, and why. */
export function ReleaseForm({ view, onAsked }: { view: StatisticsView; onAsked: () => void }) {
  const { dimensions, states } = view.askable;
  const months = view.budgets.map(({ month }) => month);
  const [draft, setDraft] = useState<Draft>({
    kind: 'one-off',
    family: 'posts',
    state: 'review',
    rows: 'corridor',
    columns: '',
    first: months[0] ?? view.first,
    last: months[0] ?? view.last,
    epsilon: 25,
  });
  const [purpose, setPurpose] = useState('');
  const { isBusy, failure, run } = useAction();
  const change = (part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part }));
  const submit = (event: Event) => {
    event.preventDefault();
    void run(
      () => statisticsApi.ask({ spec: specOf(draft), purpose: purpose.trim() }),
      () => {
        announce(statText('ask.done'));
        setPurpose('');
        onAsked();
      },
    );
  };
  return (
    <details class="card ask-name">
      <summary>{statText('ask.title')}</summary>
      <form class="form" onSubmit={submit}>
        <Choice
          label={statText('ask.kind')}
          value={draft.kind}
          options={['one-off', 'repeated']}
          name={(one) => statNamed('ask.kind', one)}
          onPick={(kind) => change({ kind })}
        />
        <Choice
          label={statText('ask.family')}
          value={draft.family}
          options={['posts', 'items', 'outcomes']}
          name={(one) => statNamed('ask.family', one)}
          onPick={(family) => change({ family, state: '' })}
        />
        <Choice
          label={statText('ask.state')}
          value={draft.state}
          options={['', ...states[draft.family]]}
          name={(one) => (one === '' ? statText('ask.state.any') : statNamed('state', one))}
          onPick={(state) => change({ state })}
        />
        <Choice
          label={statText('ask.rows')}
          value={draft.rows}
          options={dimensions}
          name={(one) => statNamed('dimension', one)}
          onPick={(rows) => change({ rows })}
        />
        <Choice
          label={statText('ask.columns')}
          value={draft.columns}
          options={['', ...dimensions]}
          name={(one) => (one === '' ? statText('ask.columns.none') : statNamed('dimension', one))}
          onPick={(columns) => change({ columns })}
        />
        <Choice
          label={statText('range.first')}
          value={draft.first}
          options={months}
          name={monthName}
          onPick={(first) => change({ first })}
        />
        <Choice
          label={statText('range.last')}
          value={draft.last}
          options={months}
          name={monthName}
          onPick={(last) => change({ last })}
        />
        {draft.kind === 'repeated' && (
          <Choice
            label={statText('ask.epsilon')}
            value={String(draft.epsilon)}
            options={EPSILONS.map(String)}
            name={(one) => String(Number(one) / 100)}
            onPick={(epsilon) => change({ epsilon: Number(epsilon) })}
          />
        )}
        <NoteField
          label={statText('ask.purpose')}
          hint={statText('ask.purpose.hint')}
          value={purpose}
          onInput={setPurpose}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy}>
            {statText('ask.submit')}
          </button>
        </div>
      </form>
    </details>
  );
}

function specOf({ kind, family, state, rows, columns, first, last, epsilon }: Draft): ReleaseRequest['spec'] {
  const table = {
    family,
    ...(state !== '' && { state }),
    rows,
    ...(columns !== '' && { columns }),
    first,
    last,
  };
  return kind === 'one-off' ? { kind, ...table } : { kind, ...table, epsilon };
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly name: (value: Value) => string;
  readonly onPick: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, name, onPick }: ChoiceProps<Value>) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select
        class="select"
        value={value}
        onChange={(event) => {
          const picked = options.find((one) => one === event.currentTarget.value);
          if (picked !== undefined) onPick(picked);
        }}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
