import type { OneCaseView } from '../../wire-casework.ts';
import { AddOffer } from '../components/add-offer.tsx';
import { Awaited } from '../components/awaited.tsx';
import { CaseItemCard } from '../components/case-item-card.tsx';
import { CaseNotices } from '../components/case-notices.tsx';
import { ExportsPanel } from '../components/exports-panel.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SureButton } from '../components/sure-button.tsx';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { dateTime, number } from '../state/format.ts';
import { loadNoticeWords } from '../state/notice-words.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { ownerOf, stateOf } from './cases-page.tsx';

/** One case: its offers, who wrote them once that may be read, and what its owner may do. */
function CasePage({ id }: { id: string }) {
  const remote = useRemote(id, () => caseApi.oneCase(id));
  const { value: view, reload } = remote;
  const isMissing = remote.failure?.problem?.status === 404;
  return (
    <>
      <p class="back">
        <a href="/cases">{ct('cases.title')}</a>
      </p>
      <PageHeading title={ct('case.title', { number: id })}>
        {view !== null && (
          <p class="lead">
            <bdi>{view.case.legalReference}</bdi>
          </p>
        )}
      </PageHeading>
      {isMissing && (
        <Notice kind="empty" title={ct('case.missing')}>
          <p>{ct('case.missing.text')}</p>
        </Notice>
      )}
      {!isMissing && <Awaited {...remote} />}
      {view !== null && <Case view={view} onChanged={reload} />}
    </>
  );
}

function Case({ view, onChanged }: { view: OneCaseView; onChanged: () => void }) {
  const { case: one, maxItems } = view;
  const isOpen = one.isMine && one.closedAt === null;
  const facts = [
    [ct('cases.owner'), ownerOf(one)],
    [ct('cases.items'), ct('cases.items.of', { count: number(one.itemCount), max: number(maxItems) })],
    [ct('cases.opened'), dateTime(one.openedAt)],
    [ct('cases.state'), stateOf(one)],
  ] as const;
  return (
    <>
      <Facts facts={facts} isCard />
      <section class="list-section" aria-labelledby="case-offers">
        <h2 id="case-offers">{ct('case.offers')}</h2>
        {one.items.length === 0 && <p class="hint">{ct('case.offers.none')}</p>}
        <ol class="case-items">
          {one.items.map((item) => (
            <CaseItemCard key={item.place} view={view} item={item} onChanged={onChanged} />
          ))}
        </ol>
      </section>
      {view.notices !== null && <CaseNotices notices={view.notices} />}
      <ExportsPanel view={view} onChanged={onChanged} />
      {isOpen && <AddOffer view={view} onAdded={onChanged} />}
      {isOpen && <CloseCase caseNumber={one.number} onClosed={onChanged} />}
    </>
  );
}

/** Two steps: it cannot be taken back. */
function CloseCase({ caseNumber, onClosed }: { caseNumber: number; onClosed: () => void }) {
  const { isBusy, failure, run } = useAction();
  return (
    <section class="list-section">
      <StepFailure failure={failure} />
      <div class="actions">
        <SureButton
          label={ct('case.close')}
          sure={ct('case.close.sure')}
          isBusy={isBusy}
          onSure={() => void run(() => caseApi.close(caseNumber), onClosed)}
        />
      </div>
      <p class="hint">{ct('case.close.hint')}</p>
    </section>
  );
}

export async function loadCasePage(): Promise<typeof CasePage> {
  await loadNoticeWords();
  return CasePage;
}
