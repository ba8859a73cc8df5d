import type { OneCaseView } from '../../wire-casework.ts';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { languageInFull } from '../state/checked.ts';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { FailureNotice, StepFailure } from './notice.tsx';

/** Closed offers that lie in no case, to be put into this one, one at a time. */
export function AddOffer({ view, onAdded }: { view: OneCaseView; onAdded: () => void }) {
  const { number: caseNumber, itemCount } = view.case;
  const { value, failure } = useRemote(`offers ${itemCount}`, caseApi.offers);
  const action = useAction();
  const offers = value?.offers ?? [];
  return (
    <section class="list-section" aria-labelledby="add-offer">
      <h2 id="add-offer">{ct('case.add')}</h2>
      {itemCount >= view.maxItems && <p class="hint">{ct('case.full')}</p>}
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} />}
      <StepFailure failure={action.failure} />
      {itemCount < view.maxItems && value !== null && (
        <>
          <p class="hint">{ct(offers.length === 0 ? 'case.add.none' : 'case.add.hint')}</p>
          <ul class="case-items">
            {offers.map((offer) => (
              <li key={offer.id} class="case-offer">
                <a href={`/review/${offer.id}`}>
                  {languageInFull(offer.language)} · <bdi class="mono">{offer.sourceId}</bdi>
                </a>
                {offer.judgedAt !== null && (
                  <span class="hint">
                    {ct('case.add.decided')} {dateTime(offer.judgedAt)}
                  </span>
                )}
                <button
                  type="button"
                  class="button button-small"
                  disabled={action.isBusy}
                  onClick={() => void action.run(() => caseApi.add(caseNumber, offer.id), onAdded)}
                >
                  {ct('case.add.submit')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
