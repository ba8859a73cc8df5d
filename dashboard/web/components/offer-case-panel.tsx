import { useState } from 'preact/hooks';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { FailureNotice, Notice, StepFailure } from './notice.tsx';

/** Puts an offer into a case of one's own that has a free place. */
export function OfferCase({ itemId }: { itemId: string }) {
  const { value, failure } = useRemote('cases', caseApi.cases);
  const [chosen, setChosen] = useState('');
  const [added, setAdded] = useState<string | null>(null);
  const action = useAction();
  if (failure !== null) return <FailureNotice failure={failure} title={t('state.failed')} />;
  const free = (value?.cases ?? []).filter(
    (one) => one.isMine && one.closedAt === null && one.itemCount < (value?.maxItems ?? 0),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen === '') return;
    void action.run(
      () => caseApi.add(Number(chosen), itemId),
      () => setAdded(chosen),
    );
  };
  return (
    <section class="beside" aria-labelledby="offer-case-title">
      <h3 id="offer-case-title">{ct('offer.add')}</h3>
      {added !== null && (
        <Notice kind="info" title={ct('offer.added', { number: added })} isAlert>
          <a href={`/cases/${added}`}>{ct('case.title', { number: added })}</a>
        </Notice>
      )}
      <StepFailure failure={action.failure} />
      {value !== null && free.length === 0 && (
        <p class="hint">
          {ct('offer.none')} <a href="/cases">{ct('offer.cases')}</a>
        </p>
      )}
      {free.length > 0 && (
        <form class="inline-form" onSubmit={submit}>
          <label class="field">
            <span class="field-label">{ct('offer.case')}</span>
            <select class="select" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">–</option>
              {free.map((one) => (
                <option key={one.number} value={String(one.number)}>
                  {`${one.number} · ${one.legalReference}`}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="button" disabled={action.isBusy || chosen === ''}>
            {ct('offer.add')}
          </button>
        </form>
      )}
    </section>
  );
}
