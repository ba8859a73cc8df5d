import { useState } from 'preact/hooks';
import { Later } from './components/later.tsx';
import { FailureNotice } from './components/notice.tsx';
import { PageHeading } from './components/page-heading.tsx';
import { SiteHeader } from './components/site-header.tsx';
import { Page } from './page.tsx';
import { announcement } from './state/announcer.ts';
import { ApiFailure, api, isOffline, isSignedOut } from './state/api.ts';
import { withCaseWords } from './state/case-words.ts';
import { settings } from './state/desk.ts';
import { t } from './state/locale.ts';
import { navigate, route } from './state/router.ts';
import { useShortcuts } from './state/shortcuts.ts';
import { useAction } from './state/use-action.ts';
import { useSession } from './state/use-session.ts';

const keySheet = () => import('./components/key-sheet.tsx').then((module) => module.loadKeySheet());
const alarmStrip = () =>
  withCaseWords(import('./components/alarm-strip.tsx')).then((module) => module.AlarmStrip);
const unheardStrip = () =>
  withCaseWords(import('./components/alarm-strip.tsx')).then((module) => module.UnheardStrip);
const signInPage = () => import('./pages/sign-in-page.tsx').then((module) => module.SignInPage);
const joinPage = () => import('./pages/join-page.tsx').then((module) => module.JoinPage);
const returnPage = () => import('./pages/return-page.tsx').then((module) => module.ReturnPage);

/** The frame around every page. */
export function App() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  useShortcuts({ '?': () => setSheetOpen(true) });

  const session = useSession();
  const leaving = useAction();
  const signOut = () => void leaving.run(endSession, session.leave);

  const lane = 'lane' in route.value ? route.value.lane : 'review';
  return (
    <div class="frame" data-lane={lane}>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <header>
        {settings.value?.isDemo === true && <p class="demo-banner">{t('app.demo')}</p>}
        <SiteHeader onKeys={() => setSheetOpen(true)} onSignOut={signOut} />
        {settings.value?.may.protect === true && (
          // Kept when the session ends: who waits for calls has to hear that none would be told here any more.
          <Later key={settings.value.person.id} load={alarmStrip} with={{}} isQuiet />
        )}
        {session.isUnheard && <Later load={unheardStrip} with={{ onSeen: session.heard }} isQuiet />}
        {isOffline.value && (
          <p class="offline-banner" role="alert">
            {t('state.offline')}
          </p>
        )}
      </header>
      <main id="content" tabIndex={-1}>
        {leaving.failure !== null && (
          <FailureNotice failure={leaving.failure} title={t('account.sign-out.failed')} onRetry={signOut} />
        )}
        <Content session={session} />
      </main>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
      {isSheetOpen && <Later load={keySheet} with={{ onClose: () => setSheetOpen(false) }} isQuiet />}
    </div>
  );
}

/** A session that is over already is what was wanted. */
async function endSession(): Promise<void> {
  try {
    await api.signOut();
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.problem?.status !== 401) throw error;
  }
}

function Content({ session }: { session: ReturnType<typeof useSession> }) {
  const { failure, isReplaced, isEmptied, load, signedIn, leave } = session;
  if (route.value.page === 'join') return <Later key="join" load={joinPage} with={{ onDone: signedIn }} />;
  if (route.value.page === 'return')
    return <Later key="return" load={returnPage} with={{ onDone: signedIn }} />;
  const known = settings.value;
  const isOut = isSignedOut.value;
  return (
    <>
      {isOut && <Later load={signInPage} with={{ hasEnded: known !== null, onDone: signedIn }} />}
      {isReplaced && !isOut && (
        // In place of the page: at the address of somebody else, nothing true would be said to who is signed in now.
        <div role="alert">
          <PageHeading title={t('failure.session.other')} />
          <button type="button" class="button" onClick={() => navigate('/')}>
            {t('account.go-on')}
          </button>
        </div>
      )}
      {known !== null && !isEmptied && !isReplaced && (
        // Neither seen nor reached while nobody is signed in, but kept: what was typed waits for the same person, and only them.
        <div key={known.person.id} hidden={isOut} inert={isOut}>
          <Page settings={known} onLeft={leave} onSignedIn={signedIn} />
        </div>
      )}
      {!isOut && failure !== null && (
        <FailureNotice failure={failure} title={t('state.failed')} onRetry={load} />
      )}
    </>
  );
}
