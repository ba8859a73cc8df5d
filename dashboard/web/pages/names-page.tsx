import { useState } from 'preact/hooks';
import type { WaitingRequest } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostText } from '../components/post-text.tsx';
import { SettleButtons } from '../components/settle-buttons.tsx';
import { announce } from '../state/announcer.ts';
import type { SettlingStep } from '../state/api.ts';
import { caseApi } from '../state/case-api.ts';
import { caseNamed, ct } from '../state/case-words.ts';
import { dateTime, number } from '../state/format.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';

/** Requests to read who wrote an offer, for somebody who holds keys and sees no post. */
export function NamesPage() {
  const remote = useRemote('names', caseApi.waiting);
  const { value, reload } = remote;
  const [done, setDone] = useState<SettlingStep | null>(null);
  const requests = value?.requests ?? [];
  // Of the page and not of a card: what somebody else settled meanwhile goes from the list, and that is said.
  const action = useAction();
  const settle = (id: number, word: SettlingStep) =>
    void action.run(
      () => caseApi.settle(id, word),
      () => {
        setDone(word);
        announce(ct(`names.done.${word}`));
        reload();
      },
    );
  return (
    <>
      <PageHeading title={ct('names.title')}>
        {value !== null && <p class="lead">{ct('names.lead', { minutes: number(value.minutes) })}</p>}
      </PageHeading>
      <Awaited {...remote} />
      <StepFailure failure={action.failure} />
      {done !== null && action.failure === null && <Notice kind="info" title={ct(`names.done.${done}`)} />}
      {value !== null && requests.length === 0 && (
        <Notice kind="empty" title={ct('names.empty')}>
          <p>{ct('names.empty.text')}</p>
        </Notice>
      )}
      <ol class="case-items">
        {requests.map((request) => (
          <RequestCard
            key={request.id}
            request={request}
            isBusy={action.isBusy}
            onSettle={(word) => settle(request.id, word)}
          />
        ))}
      </ol>
    </>
  );
}

function RequestCard(props: {
  request: WaitingRequest;
  isBusy: boolean;
  onSettle: (word: SettlingStep) => void;
}) {
  const { request, isBusy, onSettle } = props;
  const titleId = `request-${request.id}`;
  const facts = [
    [ct('names.reference'), request.legalReference],
    [ct('names.purpose'), caseNamed('name.purpose', request.purpose)],
    [ct('names.by'), request.requesterName ?? ct('cases.owner.gone')],
    [ct('names.at'), dateTime(request.requestedAt)],
  ] as const;
  return (
    <li class="card case-item">
      <h2 id={titleId}>{ct('names.case', { number: String(request.caseNumber) })}</h2>
      <Facts facts={facts} />
      <section aria-label={ct('names.why')}>
        <PostText text={request.justification} language="und" findings={[]} active={null} />
      </section>
      {request.isMine ? (
        <p class="hint">{ct('names.mine')}</p>
      ) : (
        <SettleButtons
          of={titleId}
          isBusy={isBusy}
          label={(word) => ct(`names.${word}`)}
          onSettle={onSettle}
        />
      )}
    </li>
  );
}
