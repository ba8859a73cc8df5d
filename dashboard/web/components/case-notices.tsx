import type { NoticeSummary } from '../../wire-casework.ts';
import { nt } from '../state/notice-words.ts';
import { NoticeTable } from './notice-table.tsx';

/** What platforms were, or are to be, told of a case's offers; what was withdrawn stays in sight. */
export function CaseNotices({ notices }: { notices: readonly NoticeSummary[] }) {
  return (
    <section class="list-section" aria-labelledby="case-notices">
      <h2 id="case-notices">{nt('notices.of-case')}</h2>
      {notices.length === 0 && <p class="hint">{nt('notices.of-case.none')}</p>}
      {notices.length > 0 && <NoticeTable notices={notices} isOfOneCase />}
      <p>
        <a href="/notices">{nt('notices.of-case.all')}</a>
      </p>
    </section>
  );
}
