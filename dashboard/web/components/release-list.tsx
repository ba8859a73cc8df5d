import { useState } from 'preact/hooks';
import type { StatisticsView } from '../../../queue/contracts/index.ts';
import { announce } from '../state/announcer.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { statisticsApi } from '../state/statistics-api.ts';
import { monthName } from '../state/statistics-names.ts';
import { statNamed, statText } from '../state/statistics-words.ts';
import { useAction } from '../state/use-action.ts';
import { NoteField } from './note-field.tsx';
import { StepFailure } from './notice.tsx';
import { ReleaseForm } from './release-form.tsx';

interface ReleaseListProps {
  readonly view: StatisticsView;
  readonly onChange: () => void;
}

/** What was asked for, what is public, and what is left to be spent. */
export function ReleaseList({ view, onChange }: ReleaseListProps) {
  return (
    <section class="list-section" aria-labelledby="releases-title">
      <h2 id="releases-title">{statText('releases.title')}</h2>
      <p class="lead">{statText('releases.lead')}</p>
      <div class="status-grid charts">
        <div class="source-list">
          {view.releases.length === 0 && <p class="hint">{statText('releases.none')}</p>}
          {view.releases.map((release) => (
            <ReleaseCard key={release.id} release={release} mayDecide={view.may.decide} onChange={onChange} />
          ))}
          {view.may.request && <ReleaseForm view={view} onAsked={onChange} />}
        </div>
        <Budgets budgets={view.budgets} />
      </div>
    </section>
  );
}

type Release = StatisticsView['releases'][number];

function whatOf({ spec }: Release): string {
  const parts = [
    statNamed('ask.family', spec.family),
    ...(spec.state === undefined ? [] : [statNamed('state', spec.state)]),
    [spec.rows, spec.columns]
      .flatMap((one) => (one === undefined ? [] : statNamed('dimension', one)))
      .join(' × '),
    statText('releases.months', { first: monthName(spec.first), last: monthName(spec.last) }),
    spec.kind === 'one-off'
      ? statText('releases.one-off')
      : statText('releases.noise', { epsilon: number(spec.epsilon / 100) }),
  ];
  return parts.join(', ');
}

function ReleaseCard(props: { release: Release; mayDecide: boolean; onChange: () => void }) {
  const { release, mayDecide, onChange } = props;
  const { isBusy, failure, run } = useAction();
  const { id, state, isOwn } = release;
  const decide = (word: 'release' | 'refuse') =>
    void run(
      () => statisticsApi.decide(id, word),
      () => {
        announce(statText(word === 'release' ? 'releases.released' : 'releases.refused'));
        onChange();
      },
    );
  return (
    <article class="card release" aria-labelledby={`release-${id}`}>
      <h3 id={`release-${id}`}>
        {statText('releases.number', { number: String(id), what: whatOf(release) })}
      </h3>
      <p>
        <strong>{statText(`releases.${state}`)}</strong>{' '}
        <span class="hint">{dateTime(release.decidedAt ?? release.requestedAt)}</span>
      </p>
      <p>
        <bdi>{release.purpose}</bdi>
      </p>
      {release.sha256 !== null && <p class="hint mono digest">SHA-256 {release.sha256}</p>}
      {release.corrections.length > 0 && (
        <>
          <h4>{statText('releases.corrections')}</h4>
          <ul class="gaps">
            {release.corrections.map(({ at, note }) => (
              <li key={at}>
                {dateTime(at)}
                {t('app.colon')}
                <bdi>{note}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <StepFailure failure={failure} />
      <div class="actions">
        {(state === 'released' || (state === 'waiting' && release.spec.kind === 'one-off')) && (
          <a class="button button-small" href={statisticsApi.fileAddress(id)} download>
            {statText(state === 'released' ? 'releases.file' : 'releases.preview')}
          </a>
        )}
        {state === 'waiting' && mayDecide && !isOwn && (
          <>
            <button
              type="button"
              class="button button-primary"
              disabled={isBusy}
              onClick={() => decide('release')}
            >
              {statText('releases.release')}
            </button>
            <button type="button" class="button" disabled={isBusy} onClick={() => decide('refuse')}>
              {statText('releases.refuse')}
            </button>
          </>
        )}
      </div>
      {state === 'waiting' && isOwn && <p class="hint">{statText('releases.own')}</p>}
      {state === 'released' && mayDecide && <CorrectionForm id={id} onDone={onChange} />}
    </article>
  );
}

function CorrectionForm({ id, onDone }: { id: number; onDone: () => void }) {
  const [note, setNote] = useState('');
  const { isBusy, failure, run } = useAction();
  // It is public for good: whoever presses again is not to publish it a second time.
  const done = () => {
    setNote('');
    announce(statText('releases.corrected'));
    onDone();
  };
  return (
    <details class="ask-name">
      <summary>{statText('releases.correct')}</summary>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => statisticsApi.correct(id, note.trim()), done);
        }}
      >
        <NoteField
          label={statText('releases.correct.note')}
          hint={statText('ask.purpose.hint')}
          value={note}
          onInput={setNote}
        />
        <StepFailure failure={failure} />
        <div class="actions">
          <button type="submit" class="button" disabled={isBusy}>
            {statText('releases.correct')}
          </button>
        </div>
      </form>
    </details>
  );
}

function Budgets({ budgets }: Pick<StatisticsView, 'budgets'>) {
  return (
    <section class="card" aria-labelledby="budget-title">
      <h3 id="budget-title">{statText('budget.title')}</h3>
      <p class="hint">{statText('budget.lead')}</p>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{statText('column.month')}</th>
            <th scope="col">{statText('budget.spent')}</th>
            <th scope="col">{statText('budget.left')}</th>
          </tr>
        </thead>
        <tbody>
          {budgets.map(({ month, spent, budget }) => (
            <tr key={month}>
              <th scope="row">{monthName(month)}</th>
              <td>{number(spent / 100)}</td>
              <td>{number(Math.max(0, budget - spent) / 100)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
