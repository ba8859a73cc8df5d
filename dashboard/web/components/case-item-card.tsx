import type { CaseItem, OneCaseView } from '../../wire-casework.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { languageInFull } from '../state/checked.ts';
import { settings } from '../state/desk.ts';
import { dateTime, number, sentenceList } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { noticeApi } from '../state/notice-api.ts';
import { nt } from '../state/notice-words.ts';
import { navigate } from '../state/router.ts';
import { NameRequestForm } from './name-request-form.tsx';
import { NoticeDrafting } from './notice-draft.tsx';
import { UnmaskedName } from './unmasked-name.tsx';

/** One offer of a case, and who wrote it once that may be read. */
export function CaseItemCard(props: { view: OneCaseView; item: CaseItem; onChanged: () => void }) {
  const { view, item, onChanged } = props;
  const { place, offer, addedAt } = item;
  return (
    <li class="card case-item">
      <p class="hint">
        {ct('case.place')} {number(place)} · {dateTime(addedAt)}
      </p>
      {offer === null ? (
        <p>{ct('case.gone')}</p>
      ) : (
        <>
          <h3>
            <a href={`/review/${offer.id}`}>
              {languageInFull(offer.language)} · <bdi class="mono">{offer.sourceId}</bdi>
            </a>
          </h3>
          {offer.doubts.length > 0 && (
            <p>
              {ct('case.doubts')}
              {t('app.colon')}
              {sentenceList(offer.doubts.map((kind) => ct(`case.doubt.${kind}`)))}
            </p>
          )}
          {view.case.isMine && <WhoWroteIt view={view} item={item} itemId={offer.id} onChanged={onChanged} />}
          {settings.value?.may.writeNotices === true && view.case.closedAt === null && (
            <div class="notice-drafting">
              <NoticeDrafting
                caseNumber={view.case.number}
                itemId={offer.id}
                label={nt('draft.open')}
                hint={nt('draft.hint')}
                before={null}
                save={noticeApi.draft}
                onSaved={({ number: made }) => navigate(`/notices/${made}`)}
              />
            </div>
          )}
        </>
      )}
    </li>
  );
}

function WhoWroteIt(props: { view: OneCaseView; item: CaseItem; itemId: string; onChanged: () => void }) {
  const { view, item, itemId, onChanged } = props;
  const { request } = item;
  const state = request?.state;
  const mayAsk = view.case.closedAt === null && state !== 'waiting' && state !== 'open';
  return (
    <>
      <p>
        {ct('case.name')}
        {t('app.colon')}
        {request === null
          ? ct('case.name.none')
          : `${ct(`name.state.${request.state}`)} (${caseNamed('name.purpose', request.purpose)})`}
      </p>
      {state === 'open' && <UnmaskedName itemId={itemId} onOver={onChanged} />}
      {mayAsk && <NameRequestForm view={view} itemId={itemId} onAsked={onChanged} />}
    </>
  );
}
