import type { OneTellingView } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { Code, Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { TellingHistory } from '../components/telling-history.tsx';
import { actOf, TellingDueText, TellingStateText } from '../components/telling-state.tsx';
import { TellingSteps } from '../components/telling-steps.tsx';
import { announce } from '../state/announcer.ts';
import { settings } from '../state/desk.ts';
import { dateTime } from '../state/format.ts';
import { tellingApi } from '../state/telling-api.ts';
import { loadTellingWords, tt } from '../state/telling-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** One duty to tell: what was done, everything that was written down, and what one may do. */
function TellingPage({ id }: { id: string }) {
  const remote = useRemote(id, () => tellingApi.one(id));
  const { value: view, reload } = remote;
  const changed = () => {
    announce(tt('telling.done'));
    reload();
  };
  const isMissing = remote.failure?.problem?.status === 404;
  return (
    <>
      <p class="back">
        <a href="/tellings">{tt('tellings.title')}</a>
      </p>
      <PageHeading title={tt('telling.title', { number: id })}>
        {view !== null && <p class="lead">{actOf(view.telling)}</p>}
      </PageHeading>
      {isMissing && <Notice kind="empty" title={tt('telling.missing')} />}
      {!isMissing && <Awaited {...remote} />}
      {view !== null && <OneTelling view={view} onChanged={changed} />}
    </>
  );
}

function OneTelling({ view, onChanged }: { view: OneTellingView; onChanged: () => void }) {
  const { telling } = view;
  const { withdrawnAt, itemId } = telling;
  // Whoever oversees reads how the item was handled.
  const item = <Code key="item">{itemId}</Code>;
  const isLinked = settings.value?.may.audits === true;
  return (
    <>
      {withdrawnAt !== null && (
        <Notice kind="warning" title={tt('telling.withdrawn.title')}>
          <p>{tt('telling.withdrawn.text')}</p>
        </Notice>
      )}
      <Facts
        isCard
        facts={[
          [tt('tellings.state'), <TellingStateText key="state" telling={telling} />],
          [tt('tellings.due'), <TellingDueText key="due" telling={telling} />],
          [tt('tellings.to'), telling.to],
          [tt('tellings.case'), telling.legalReference],
          [tt('tellings.since'), dateTime(telling.aroseAt)],
          ...(withdrawnAt === null ? [] : ([[tt('telling.withdrawn.at'), dateTime(withdrawnAt)]] as const)),
          [
            tt('telling.item'),
            isLinked ? <a href={`/records/${encodeURIComponent(itemId)}`}>{item}</a> : item,
          ],
        ]}
      />
      <TellingHistory telling={telling} />
      <TellingSteps view={view} onChanged={onChanged} />
    </>
  );
}

export async function loadTellingPage(): Promise<typeof TellingPage> {
  await loadTellingWords();
  return TellingPage;
}
