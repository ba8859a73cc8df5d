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
import { type Route, sectionOf } from './state/route.ts';
import { navigate, route } from './state/router.ts';

/** Pages whose code and words come when they are first opened. */
const LATER = {
  contests: () => withCaseWords(import('./pages/contests-page.tsx')).then((module) => module.ContestsPage),
  contest: () => withCaseWords(import('./pages/contest-page.tsx')).then((module) => module.ContestPage),
  cases: () => withCaseWords(import('./pages/cases-page.tsx')).then((module) => module.CasesPage),
  case: () => withCaseWords(import('./pages/case-page.tsx')).then((module) => module.loadCasePage()),
  names: () => withCaseWords(import('./pages/names-page.tsx')).then((module) => module.NamesPage),
  notices: () => import('./pages/notices-page.tsx').then((module) => module.loadNoticesPage()),
  notice: () => import('./pages/notice-page.tsx').then((module) => module.loadNoticePage()),
  tellings: () => import('./pages/tellings-page.tsx').then((module) => module.loadTellingsPage()),
  telling: () => import('./pages/telling-page.tsx').then((module) => module.loadTellingPage()),
  closed: () => import('./pages/closed-page.tsx').then((module) => module.ClosedPage),
  sources: () => import('./pages/sources-page.tsx').then((module) => module.loadSourcesPage()),
  status: () => import('./pages/status-page.tsx').then((module) => module.loadStatusPage()),
  try: () => import('./pages/try-page.tsx').then((module) => module.loadTryPage()),
  people: () => import('./pages/people-page.tsx').then((module) => module.loadPeoplePage()),
  account: () => import('./pages/account-page.tsx').then((module) => module.loadAccountPage()),
  care: () => import('./pages/care-page.tsx').then((module) => module.loadCarePage()),
  questions: () => import('./pages/questions-page.tsx').then((module) => module.loadQuestionsPage()),
  fairness: () => import('./pages/fairness-page.tsx').then((module) => module.loadFairnessPage()),
  quality: () => import('./pages/quality-page.tsx').then((module) => module.loadQualityPage()),
  statistics: () => import('./pages/statistics-page.tsx').then((module) => module.loadStatisticsPage()),
  coverage: () => import('./pages/coverage-page.tsx').then((module) => module.loadCoveragePage()),
  oversight: () =>
    withOversightWords(import('./pages/oversight-page.tsx')).then((module) => module.OversightPage),
  log: () => withOversightWords(import('./pages/log-page.tsx')).then((module) => module.LogPage),
  audits: () => withOversightWords(import('./pages/audits-page.tsx')).then((module) => module.AuditsPage),
  audit: () => withOversightWords(import('./pages/audit-page.tsx')).then((module) => module.AuditPage),
  record: () => withOversightWords(import('./pages/record-page.tsx')).then((module) => module.RecordPage),
  rules: () => withOversightWords(import('./pages/rules-page.tsx')).then((module) => module.RulesPage),
} satisfies Readonly<Partial<Record<Route['page'], () => Promise<ComponentType<LaterProps>>>>>;

/** What any of them may ask for. */
interface LaterProps {
  /** Of what the address names; empty where it names nothing. */
  readonly id: string;
  readonly onLeft: () => void;
  readonly onSignedIn: () => void;
}

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
  const id = 'id' in current ? current.id : '';
  const later = (page: keyof typeof LATER) => (
    <Later key={page + id} load={LATER[page]} with={{ id, onLeft, onSignedIn }} />
  );
  // Also for whoever has no role, or too many.
  if (current.page === 'account') return later('account');
  const { person, may } = settings;
  if (person.isConflicted) return <NoPage title={t('account.conflict')} text={t('account.conflict.text')} />;
  if (person.roles.length === 0)
    return <NoPage title={t('account.no-role')} text={t('account.no-role.text')} />;
  if (!opens(may, current)) return <NoPage title={t('account.no-page')} text={t('account.no-page.text')} />;
  switch (current.page) {
    case 'start':
    case 'join':
    case 'return':
      return <Start />;
    case 'queue':
      return <QueuePage key={current.lane} lane={current.lane} />;
    case 'item':
      return <ItemPage key={id} id={id} lane={current.lane} />;
    case 'missing':
      return <MissingPage />;
    default:
      return later(current.page);
  }
}

function opens(may: Permissions, current: Exclude<Route, { page: 'account' }>): boolean {
  switch (current.page) {
    case 'queue':
      return may[current.lane];
    case 'item':
      // Who works on cases reads what ended as an offer, oversight what waits for its word.
      return may.review || may.protect || may.cases || may.settle;
    case 'start':
    case 'join':
    case 'return':
    case 'missing':
      return true;
    default:
      return may[sectionOf(current.page)];
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
