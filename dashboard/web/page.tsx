import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { DeskSettings, Permissions } from '../wire.ts';
import { CareBar } from './components/care-bar.tsx';
import { Later } from './components/later.tsx';
import { Notice } from './components/notice.tsx';
import { PageHeading } from './components/page-heading.tsx';
import { ItemPage } from './pages/item-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { QueuePage } from './pages/queue-page.tsx';
import { withCaseWords } from './state/case-words.ts';
import { firstPage } from './state/desk.ts';
import { t } from './state/locale.ts';
import { withOversightWords } from './state/oversight-words.ts';
import type { Route } from './state/route.ts';
import { navigate, route } from './state/router.ts';

const casesPage = () => withCaseWords(import('./pages/cases-page.tsx')).then((module) => module.CasesPage);
const casePage = () => withCaseWords(import('./pages/case-page.tsx')).then((module) => module.loadCasePage());
const noticesPage = () => import('./pages/notices-page.tsx').then((module) => module.loadNoticesPage());
const noticePage = () => import('./pages/notice-page.tsx').then((module) => module.loadNoticePage());
const tellingsPage = () => import('./pages/tellings-page.tsx').then((module) => module.loadTellingsPage());
const tellingPage = () => import('./pages/telling-page.tsx').then((module) => module.loadTellingPage());
const namesPage = () => withCaseWords(import('./pages/names-page.tsx')).then((module) => module.NamesPage);
const contestsPage = () =>
  withCaseWords(import('./pages/contests-page.tsx')).then((module) => module.ContestsPage);
const contestPage = () =>
  withCaseWords(import('./pages/contest-page.tsx')).then((module) => module.ContestPage);
const closedPage = () => import('./pages/closed-page.tsx').then((module) => module.ClosedPage);
const sourcesPage = () => import('./pages/sources-page.tsx').then((module) => module.loadSourcesPage());
const statusPage = () => import('./pages/status-page.tsx').then((module) => module.loadStatusPage());
const tryPage = () => import('./pages/try-page.tsx').then((module) => module.loadTryPage());
const peoplePage = () => import('./pages/people-page.tsx').then((module) => module.loadPeoplePage());
const accountPage = () => import('./pages/account-page.tsx').then((module) => module.loadAccountPage());
const carePage = () => import('./pages/care-page.tsx').then((module) => module.loadCarePage());
const questionsPage = () => import('./pages/questions-page.tsx').then((module) => module.loadQuestionsPage());
const fairnessPage = () => import('./pages/fairness-page.tsx').then((module) => module.loadFairnessPage());
const qualityPage = () => import('./pages/quality-page.tsx').then((module) => module.loadQualityPage());
const statisticsPage = () =>
  import('./pages/statistics-page.tsx').then((module) => module.loadStatisticsPage());
/** Pages of those who oversee, with their words. */
const oversightPage = () =>
  withOversightWords(import('./pages/oversight-page.tsx')).then((module) => module.OversightPage);
const coveragePage = () => import('./pages/coverage-page.tsx').then((module) => module.loadCoveragePage());
const logPage = () => withOversightWords(import('./pages/log-page.tsx')).then((module) => module.LogPage);
const auditsPage = () =>
  withOversightWords(import('./pages/audits-page.tsx')).then((module) => module.AuditsPage);
const auditPage = () =>
  withOversightWords(import('./pages/audit-page.tsx')).then((module) => module.AuditPage);
const recordPage = () =>
  withOversightWords(import('./pages/record-page.tsx')).then((module) => module.RecordPage);
const rulesPage = () =>
  withOversightWords(import('./pages/rules-page.tsx')).then((module) => module.RulesPage);

interface PageProps {
  readonly settings: DeskSettings;
  readonly onLeft: () => void;
  readonly onSignedIn: () => void;
}

/** Pages on which somebody meets posts, or looks after themselves. */
const DESK_PAGES: readonly Route['page'][] = ['queue', 'item', 'closed', 'care', 'questions'];

/** The page of the address; on those of the desk, help and a way to stop. */
export function Page(props: PageProps) {
  const isDesk = props.settings.may.care && DESK_PAGES.includes(route.value.page);
  return (
    <>
      {isDesk && <CareBar />}
      <Content {...props} />
    </>
  );
}

/** What the address opens, or why this person's roles do not open it. The server judges each request anew. */
function Content({ settings, onLeft, onSignedIn }: PageProps) {
  const current = route.value;
  // Also for whoever has no role, or too many.
  if (current.page === 'account') return <Later key="account" load={accountPage} with={{ onSignedIn }} />;
  const { person, may } = settings;
  if (person.isConflicted) return <NoPage title={t('account.conflict')} text={t('account.conflict.text')} />;
  if (person.roles.length === 0)
    return <NoPage title={t('account.no-role')} text={t('account.no-role.text')} />;
  if (!opens(may, current)) return <NoPage title={t('account.no-page')} text={t('account.no-page.text')} />;
  const plain = (load: () => Promise<ComponentType>) => <Later key={current.page} load={load} with={{}} />;
  switch (current.page) {
    case 'start':
    case 'join':
    case 'return':
      return <Start />;
    case 'queue':
      return <QueuePage key={current.lane} lane={current.lane} />;
    case 'item':
      return <ItemPage key={current.id} id={current.id} lane={current.lane} />;
    case 'closed':
      return plain(closedPage);
    case 'contests':
      return plain(contestsPage);
    case 'contest':
      return <Later key={current.id} load={contestPage} with={{ id: current.id }} />;
    case 'cases':
      return plain(casesPage);
    case 'case':
      return <Later key={`case ${current.id}`} load={casePage} with={{ id: current.id }} />;
    case 'notices':
      return plain(noticesPage);
    case 'notice':
      return <Later key={`notice ${current.id}`} load={noticePage} with={{ id: current.id }} />;
    case 'tellings':
      return plain(tellingsPage);
    case 'telling':
      return <Later key={`telling ${current.id}`} load={tellingPage} with={{ id: current.id }} />;
    case 'names':
      return plain(namesPage);
    case 'sources':
      return plain(sourcesPage);
    case 'status':
      return plain(statusPage);
    case 'try':
      return plain(tryPage);
    case 'people':
      return <Later key="people" load={peoplePage} with={{ onLeft, onSignedIn }} />;
    case 'care':
      return plain(carePage);
    case 'quality':
      return plain(qualityPage);
    case 'fairness':
      return plain(fairnessPage);
    case 'questions':
      return plain(questionsPage);
    case 'statistics':
      return plain(statisticsPage);
    case 'oversight':
      return plain(oversightPage);
    case 'coverage':
      return plain(coveragePage);
    case 'log':
      return plain(logPage);
    case 'audits':
      return plain(auditsPage);
    case 'audit':
      return <Later key={`audit ${current.id}`} load={auditPage} with={{ id: current.id }} />;
    case 'record':
      return <Later key={`record ${current.id}`} load={recordPage} with={{ id: current.id }} />;
    case 'rules':
      return plain(rulesPage);
    case 'missing':
      return <MissingPage />;
    default:
      return current satisfies never;
  }
}

function opens(may: Permissions, current: Exclude<Route, { page: 'account' }>): boolean {
  switch (current.page) {
    case 'queue':
      return may[current.lane];
    case 'item':
      // Who works on cases reads what ended as an offer, oversight what waits for its word.
      return may.review || may.protect || may.cases || may.settle;
    case 'contest':
      return may.contests;
    case 'case':
      return may.cases;
    case 'notice':
      return may.notices;
    case 'telling':
      return may.tellings;
    case 'audit':
    case 'record':
      return may.audits;
    case 'coverage':
      return may.oversight;
    case 'oversight':
    case 'log':
    case 'audits':
    case 'rules':
    case 'closed':
    case 'contests':
    case 'cases':
    case 'notices':
    case 'tellings':
    case 'names':
    case 'sources':
    case 'status':
    case 'try':
    case 'people':
    case 'care':
    case 'quality':
    case 'fairness':
    case 'questions':
    case 'statistics':
      return may[current.page];
    case 'start':
    case 'join':
    case 'return':
    case 'missing':
      return true;
    default:
      return current satisfies never;
  }
}

/** On to where the person's work is. */
function Start() {
  const page = firstPage();
  useEffect(() => {
    if (page !== undefined) navigate(page, { replace: true });
  }, [page]);
  return page === undefined ? <NoPage title={t('account.no-page')} text={t('account.no-page.text')} /> : null;
}

function NoPage({ title, text }: { title: string; text: string }) {
  return (
    <>
      <PageHeading title={title} />
      <Notice kind="empty" title={text} />
    </>
  );
}
