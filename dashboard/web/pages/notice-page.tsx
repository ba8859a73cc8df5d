import type { NoticeView, OneNoticeView } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { NoticeContents } from '../components/notice-content.tsx';
import { NoticeSteps } from '../components/notice-steps.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { announce } from '../state/announcer.ts';
import { dateTime, languageName } from '../state/format.ts';
import { noticeApi } from '../state/notice-api.ts';
import { loadNoticeWords, noticeNamed, nt } from '../state/notice-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** One notice: where it stands, what it says, what became of it, and what one may do. */
function NoticePage({ id }: { id: string }) {
  const remote = useRemote(id, () => noticeApi.one(id));
  const { value: view, reload } = remote;
  const changed = () => {
    announce(nt('notice.recorded'));
    reload();
  };
  const isMissing = remote.failure?.problem?.status === 404;
  return (
    <>
      <p class="back">
        <a href="/notices">{nt('notices.title')}</a>
      </p>
      <PageHeading title={nt('notice.title', { number: id })}>
        {view !== null && <p class="lead">{noticeNamed('notice.kind', view.notice.kind)}</p>}
      </PageHeading>
      {isMissing && <Notice kind="empty" title={nt('notice.missing')} />}
      {!isMissing && <Awaited {...remote} />}
      {view !== null && <OneNotice view={view} onChanged={changed} />}
    </>
  );
}

function OneNotice({ view, onChanged }: { view: OneNoticeView; onChanged: () => void }) {
  const { notice } = view;
  return (
    <>
      {notice.isRecalled && (
        <Notice kind="warning" title={nt('notice.recalled')}>
          <p>{nt('notice.recalled.text')}</p>
        </Notice>
      )}
      <Facts facts={factsOf(notice)} isCard />
      {notice.content === null ? (
        <Notice kind="info" title={nt('notice.hidden')}>
          <p>{nt('notice.hidden.text')}</p>
        </Notice>
      ) : (
        <NoticeContents content={notice.content} />
      )}
      <Outcomes notice={notice} />
      <NoticeSteps view={view} onChanged={onChanged} />
    </>
  );
}

function factsOf(notice: NoticeView): (readonly [string, string])[] {
  const whoAt = (name: string | null, at: string) =>
    nt('notice.who', { name: name ?? nt('notice.who.gone'), time: dateTime(at) });
  const steps: (readonly [string, string | null])[] = [
    [nt('notices.state'), noticeNamed('notice.state', notice.state)],
    [nt('notices.platform'), notice.platform],
    [nt('notices.case'), notice.legalReference],
    [nt('notice.language'), languageName(notice.language)],
    [nt('notices.drafted'), whoAt(notice.draftedByName, notice.draftedAt)],
    [nt('notice.confirmed'), notice.confirmedAt && whoAt(notice.confirmedByName, notice.confirmedAt)],
    [nt('notice.exported'), notice.exportedAt && dateTime(notice.exportedAt)],
    [nt('notice.sent'), notice.sentAt && whoAt(notice.sentByName, notice.sentAt)],
    [nt('notice.send.way'), notice.sentWay && noticeNamed('notice.way', notice.sentWay)],
    [nt('notice.withdrawn'), notice.withdrawnAt && dateTime(notice.withdrawnAt)],
    [nt('notice.corrected'), notice.correctedAt && dateTime(notice.correctedAt)],
  ];
  return steps.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** In the order in which it was written down. */
function Outcomes({ notice }: { notice: NoticeView }) {
  if (notice.sentAt === null) return null;
  return (
    <section class="list-section" aria-labelledby="notice-outcomes">
      <h2 id="notice-outcomes">{nt('notice.outcomes')}</h2>
      {notice.outcomes.length === 0 && <p class="hint">{nt('notice.outcomes.none')}</p>}
      <ol class="notice-outcomes">
        {notice.outcomes.map((one) => (
          <li key={`${one.recordedAt} ${one.outcome}`}>
            <strong>{noticeNamed('notice.outcome', one.outcome)}</strong> · {dateTime(one.at)} ·{' '}
            {noticeNamed('notice.teller', one.toldBy)}
          </li>
        ))}
      </ol>
    </section>
  );
}

export async function loadNoticePage(): Promise<typeof NoticePage> {
  await loadNoticeWords();
  return NoticePage;
}
