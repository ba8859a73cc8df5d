import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, type Asker, api, isOffline, isSignedOut, replacements, setOwner } from './api.ts';
import { counts, refreshCounts, settings } from './desk.ts';
import { forgetDrafts } from './kept-drafts.ts';
import { startLive, stopLive } from './live.ts';
import { navigate, route } from './router.ts';
import { hearWindows, tellWindows } from './windows.ts';

const RETRY_MS = 5000;
/** So long a page without a stream may show what its session opened after that is over, ms. */
const CHECK_MS = 15_000;

/** Whose page this is, and what becomes of it when that changes, in this window or in another one of the browser. */
export function useSession() {
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  /** Somebody else signed in elsewhere since this page was opened: what it showed is gone, and that is said. */
  const [isReplaced, setReplaced] = useState(false);
  /** Whoever works in protection waits for calls here, and does not know yet that none is told here any more. */
  const [isUnheard, setUnheard] = useState(false);
  /** Its owner signed out in another window: what they read and wrote is gone here, too. */
  const [isEmptied, setEmptied] = useState(false);

  const ask = (asker: Asker, isSignIn = false) => {
    api.settings(asker).then(
      (known) => {
        const before = settings.value;
        if (isSignIn) setReplaced(false);
        else if (before !== null && before.person.id !== known.person.id) setReplaced(true);
        if (known.may.protect) setUnheard(false);
        else if (before?.may.protect === true) setUnheard(true);
        setEmptied(false);
        setOwner(known.person.id);
        settings.value = known;
        forgetDrafts(known.person.id);
        isSignedOut.value = false;
        setFailure(null);
        refreshCounts(asker);
        if (hasLane()) startLive(known.person.id, () => ask('page'));
        else stopLive();
      },
      (error: unknown) => setFailure(error instanceof ApiFailure ? error : new ApiFailure(null)),
    );
  };

  useEffect(() => {
    ask('person');
    hearWindows(({ left }) => {
      if (left === null) ask('page');
      else if (left === settings.value?.person.id) {
        stopLive();
        forgetDrafts(null);
        setEmptied(true);
        isSignedOut.value = true;
      }
    });
  }, []);
  useEffect(() => setReplaced(false), [route.value]);
  useEffect(() => {
    if (replacements.value > 0) ask('page');
  }, [replacements.value]);
  useConnection(() => ask('page'));
  useCheck();

  return {
    failure,
    isReplaced,
    isUnheard,
    isEmptied,
    load: () => ask('person'),
    signedIn: () => {
      tellWindows(null);
      ask('person', true);
    },
    heard: () => setUnheard(false),
    leave: () => {
      tellWindows(settings.value?.person.id ?? '');
      stopLive();
      forgetDrafts(null);
      counts.value = null;
      setOwner(null);
      settings.value = null;
      isSignedOut.value = true;
      navigate('/', { replace: true });
    },
  };
}

function hasLane(): boolean {
  const may = settings.value?.may;
  return may !== undefined && (may.review || may.protect);
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

/** Without a stream nothing says that the session is over: whoever has none asks, while the page is in sight. */
function useCheck(): void {
  const isUntold = settings.value !== null && !hasLane() && !isSignedOut.value;
  useEffect(() => {
    if (!isUntold) return;
    const check = () => {
      if (!document.hidden) api.check().catch(() => undefined);
    };
    const timer = setInterval(check, CHECK_MS);
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', check);
    };
  }, [isUntold]);
}
