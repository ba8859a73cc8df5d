import type { NoticeSummary } from '../../wire-casework.ts';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { HeadRow } from './head-row.tsx';

/** Notices by where they stand, each leading to its page. @param isOfOneCase the case is left out */
export function NoticeTable({
  notices,
  isOfOneCase = false,
}: {
  notices: readonly NoticeSummary[];
  isOfOneCase?: boolean;
}) {
  const heads = {
    number: nt('notices.number'),
    kind: nt('notices.kind'),
    platform: nt('notices.platform'),
    ...(isOfOneCase ? {} : { case: nt('notices.case') }),
    drafted: nt('notices.drafted'),
    state: nt('notices.state'),
    outcome: nt('notices.outcome'),
  };
  const label = (head: string) => head + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{nt('notices.list')}</caption>
      <HeadRow names={Object.values(heads)} />
      <tbody>
        {notices.map((one) => (
          <tr key={one.number}>
            <th scope="row">
              <a href={`/notices/${one.number}`} class="row-link">
                {nt('notice.title', { number: String(one.number) })}
              </a>
            </th>
            <td data-label={label(heads.kind)}>{noticeNamed('notice.kind', one.kind)}</td>
            <td data-label={label(heads.platform)}>
              <bdi>{one.platform}</bdi>
            </td>
            {heads.case !== undefined && (
              <td data-label={label(heads.case)}>
                <bdi>{one.legalReference}</bdi>
              </td>
            )}
            <td data-label={label(heads.drafted)}>{dateTime(one.draftedAt)}</td>
            <td data-label={label(heads.state)}>
              {noticeNamed('notice.state', one.state)}
              {one.isRecalled && <span class="hint"> · {nt('notice.recalled')}</span>}
              {one.isToCorrect && <span class="warning-text"> · {nt('notices.correct')}</span>}
            </td>
            <td data-label={label(heads.outcome)}>
              {one.lastOutcome === null ? '–' : noticeNamed('notice.outcome', one.lastOutcome)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
