import { useEffect, useState } from 'preact/hooks';
import { Later } from './components/later.tsx';
import { FailureNotice, Notice } from './components/notice.tsx';
import { SiteHeader } from './components/site-header.tsx';
import { Page } from './page.tsx';
import { announcement } from './state/announcer.ts';
import { ApiFailure, type Asker, api, isOffline, isSignedOut, replacements, setOwner } from './state/api.ts';
import { withCaseWords } from './state/case-words.ts';
import { counts, refreshCounts, settings } from './state/desk.ts';
import { forgetDrafts } from './state/kept-drafts.ts';
import { startLive, stopLive } from './state/live.ts';
import { t } from './state/locale.ts';
import { navigate, route } from './state/router.ts';
import { useShortcuts } from './state/shortcuts.ts';
import { useAction } from './state/use-action.ts';

const keySheet = () => import('./components/key-sheet.tsx').then((module) => module.loadKeySheet());
const alarmStrip = () =>
  withCaseWords(import('./components/alarm-strip.tsx')).then((module) => module.AlarmStrip);
const signInPage = () => import('./pages/sign-in-page.tsx').then((module) => module.SignInPage);
const joinPage = () => import('./pages/join-page.tsx').then((module) => module.JoinPage);
const returnPage = () => import('./pages/return-page.tsx').then((module) => module.ReturnPage);

const RETRY_MS = 5000;

/** The frame around every page. */
export function App() {
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  useShortcuts({ '?': () => setSheetOpen(true) });

  const ask = (asker: Asker) => {
    api.settings(asker).then(
      (known) => {
        setOwner(known.person.id);
        settings.value = known;
        forgetDrafts(known.person.id);
        isSignedOut.value = false;
        setFailure(null);
        refreshCounts(asker);
        if (known.may.review || known.may.protect) startLive(known.person.id, () => ask('page'));
        else stopLive();
      },
      (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
    );
  };
  const load = () => ask('person');
  useEffect(load, []);
  useConnection(() => ask('page'));
  const isReplaced = useReplacement(() => ask('page'));

  const leave = () => {
    stopLive();
    forgetDrafts(null);
    counts.value = null;
    setOwner(null);
    settings.value = null;
    isSignedOut.value = true;
    navigate('/', { replace: true });
  };
  const leaving = useAction();
  const signOut = () => void leaving.run(endSession, leave);

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
        {isReplaced && <Notice kind="warning" title={t('failure.session.other')} isAlert />}
        <Content failure={failure} onLoad={load} onLeft={leave} />
      </main>
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
      {isSheetOpen && <Later load={keySheet} with={{ onClose: () => setSheetOpen(false) }} isQuiet />}
    </div>
  );
}

/** Asks now and then whether the connection is back, while it is away. */
function useConnection(onBack: () => void): void {
  const isAway = isOffline.value;
  useEffect(() => {
    if (!isAway) return;
    const timer = setInterval(() => void api.settings('page').then(onBack, () => undefined), RETRY_MS);
    return () => clearInterval(timer);
  }, [isAway]);
}

/** Whether somebody else signed in here since this page was opened; said until they go to another page. */
function useReplacement(onReplaced: () => void): boolean {
  const [isReplaced, setReplaced] = useState(false);
  useEffect(() => setReplaced(false), [route.value]);
  useEffect(() => {
    if (replacements.value === 0) return;
    setReplaced(true);
    onReplaced();
  }, [replacements.value]);
  return isReplaced;
}

/** A session that is over already is what was wanted. */
async function endSession(): Promise<void> {
  try {
    await api.signOut();
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.problem?.status !== 401) throw error;
  }
}

function Content(props: { failure: ApiFailure | null; onLoad: () => void; onLeft: () => void }) {
  const { failure, onLoad, onLeft } = props;
  if (route.value.page === 'join') return <Later key="join" load={joinPage} with={{ onDone: onLoad }} />;
  if (route.value.page === 'return')
    return <Later key="return" load={returnPage} with={{ onDone: onLoad }} />;
  const known = settings.value;
  const isOut = isSignedOut.value;
  return (
    <>
      {isOut && <Later load={signInPage} with={{ hasEnded: known !== null, onDone: onLoad }} />}
      {known !== null && (
        // Neither seen nor reached while nobody is signed in, but kept: what was typed waits for the same person, and only them.
        <div key={known.person.id} hidden={isOut} inert={isOut}>
          <Page settings={known} onLeft={onLeft} onSignedIn={onLoad} />
        </div>
      )}
      {!isOut && failure !== null && (
        <FailureNotice failure={failure} title={t('state.failed')} onRetry={onLoad} />
      )}
    </>
  );
}
