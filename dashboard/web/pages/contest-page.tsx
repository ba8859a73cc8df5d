import { useEffect, useRef, useState } from 'preact/hooks';
import type { ContestRuling } from '../../../queue/contracts/index.ts';
import type { ContestSummary, ContestsView, OpenedContest } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { ContestedPost } from '../components/contested-post.tsx';
import { Notice, StepFailure } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PostText } from '../components/post-text.tsx';
import { RulingForm } from '../components/ruling-form.tsx';
import { announce } from '../state/announcer.ts';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { day, daysSince } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { DueDay } from './contests-page.tsx';

/** One contest: what was written, the post it is about, and the decision of somebody who took no part. */
export function ContestPage({ id }: { id: string }) {
  const remote = useRemote('contests', caseApi.contests);
  const [decided, setDecided] = useState<ContestRuling['verdict'] | null>(null);
  const contest = remote.value?.contests.find((one) => one.id === id);
  const title = contest && ct('contest.title', { day: day(contest.receivedOn) });
  return (
    <>
      <p class="back">
        <a href="/contests">{ct('contests.title')}</a>
      </p>
      <PageHeading title={title ?? ct('contests.title')}>
        {contest !== undefined && (
          <p class="lead">
            {t('item.age')}
            {t('app.colon')}
            {daysSince(contest.receivedOn, Date.now())} · {ct('contests.due')} <DueDay contest={contest} />
          </p>
        )}
      </PageHeading>
      <Awaited {...remote} />
      {decided !== null && <Notice kind="info" title={ct(`contest.recorded.${decided}`)} isAlert />}
      {decided === null && remote.value !== null && (
        <Waiting view={remote.value} contest={contest} onDecided={setDecided} />
      )}
    </>
  );
}

function Waiting(props: {
  view: ContestsView;
  contest: ContestSummary | undefined;
  onDecided: (verdict: ContestRuling['verdict']) => void;
}) {
  const { view, contest, onDecided } = props;
  const [opened, setOpened] = useState<OpenedContest | null>(null);
  const { isBusy, failure, run } = useAction();
  if (contest === undefined)
    return (
      <Notice kind="empty" title={ct('contest.gone')}>
        <p>{ct('contest.gone.text')}</p>
      </Notice>
    );
  if (!contest.isOpenToActor)
    return (
      <Notice kind="warning" title={ct('contest.involved')}>
        <p>{ct('contest.involved.text')}</p>
      </Notice>
    );
  const { id } = contest;
  const decide = (ruling: ContestRuling) => {
    const done = () => {
      announce(ct(`contest.recorded.${ruling.verdict}`));
      onDecided(ruling.verdict);
    };
    void run(() => caseApi.decide(id, ruling), done);
  };
  return (
    <>
      <StepFailure failure={failure} />
      {opened === null ? (
        <section class="card form">
          <p>{ct('contest.open.hint')}</p>
          <div class="actions">
            <button
              type="button"
              class="button button-primary"
              disabled={isBusy}
              onClick={() => void run(() => caseApi.examine(id), setOpened)}
            >
              {ct('contest.open')}
            </button>
          </div>
        </section>
      ) : (
        <div class="item-grid">
          <div class="form">
            <Said contest={opened} />
            {opened.itemId === null ? (
              <Notice kind="info" title={ct('contest.no-item')} />
            ) : (
              <ContestedPost id={opened.itemId} />
            )}
          </div>
          <aside class="card panel" aria-labelledby="panel-title">
            <RulingForm contest={opened} reasons={view.reasons} isBusy={isBusy} onDecide={decide} />
          </aside>
        </div>
      )}
    </>
  );
}

/** What somebody outside wrote. The address is text, never a link: nobody visits it by mistake. */
function Said({ contest: { content } }: { contest: OpenedContest }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that opened the contest is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card form" aria-labelledby="said-title">
      <h2 id="said-title" ref={heading} tabIndex={-1}>
        {ct('contest.said')}
      </h2>
      {content === null ? (
        <Notice kind="warning" title={ct('contest.unreadable')} />
      ) : (
        <Written content={content} />
      )}
    </section>
  );
}

function Written({ content }: { content: NonNullable<OpenedContest['content']> }) {
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{ct('contest.address')}</dt>
          <dd class="digest">
            <bdi class="mono" dir="ltr">
              {content.address}
            </bdi>
          </dd>
        </div>
      </dl>
      <section aria-label={ct('contest.statement')}>
        <PostText text={content.statement} language="und" findings={[]} active={null} />
      </section>
    </>
  );
}
