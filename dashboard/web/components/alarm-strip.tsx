import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../state/announcer.ts';
import { isSignedOut } from '../state/api.ts';
import { ct } from '../state/case-words.ts';
import { liveLanes } from '../state/live.ts';
import {
  isSoundOn,
  playTone,
  playWarning,
  restoreSound,
  switchSoundOff,
  switchSoundOn,
} from '../state/tone.ts';

const ARRIVED = '● ';
const DEAF = '⚠ ';
/** A server that restarts is back within this time, ms. */
const DEAF_AFTER_MS = 10_000;

/**
 * Says on every page of protection that somebody new may be at risk: in words, in the window's title and, where switched
 * on, by a sound. It stays until it is seen. Once nobody is signed in it has nothing to press, and says that it hears nothing.
 */
export function AlarmStrip() {
  const [hasArrived, setArrived] = useState(false);
  useArrivals(() => {
    setArrived(true);
    playTone();
  });
  const isDeaf = useDeafness();
  const isOut = isSignedOut.value;
  useEffect(restoreSound, []);
  const sound = useRef<HTMLButtonElement>(null);
  const see = () => {
    // What was pressed goes: the focus stays in the strip, where no other page takes it.
    sound.current?.focus();
    setArrived(false);
  };
  useMarkedTitle(isDeaf ? DEAF : hasArrived ? ARRIVED : null);
  return (
    <div class="alarm" data-lane="protect">
      <div role="alert">
        {hasArrived && (
          <p>
            <strong>{ct('alarm.arrived')}</strong>{' '}
            {!isOut && (
              <>
                <a href="/protect" onClick={see}>
                  {ct('alarm.show')}
                </a>{' '}
                <button type="button" class="button button-small" onClick={see}>
                  {ct('alarm.seen')}
                </button>
              </>
            )}
          </p>
        )}
        {isDeaf && (
          <p>
            <strong>{ct(isOut ? 'alarm.out' : 'alarm.deaf')}</strong>{' '}
            {ct(isOut ? 'alarm.out.do' : 'alarm.deaf.do')}
          </p>
        )}
      </div>
      {!isOut && (
        <p class="alarm-sound">
          {!isDeaf && <span>{ct(isSoundOn.value ? 'alarm.on' : 'alarm.off')}</span>}
          <button
            ref={sound}
            type="button"
            class="button button-small"
            onClick={() => {
              if (isSoundOn.value) switchSoundOff();
              else void switchSoundOn().then(playTone);
            }}
          >
            {ct(isSoundOn.value ? 'alarm.switch-off' : 'alarm.switch-on')}
          </button>
        </p>
      )}
    </div>
  );
}

/**
 * Says that protection is no longer told of anything in this window, because nobody whose lane it is is signed in here now: a strip that
 * merely went would be taken for one that has nothing to say. It stays until it is seen.
 */
export function UnheardStrip({ onSeen }: { onSeen: () => void }) {
  useEffect(playWarning, []);
  useMarkedTitle(DEAF);
  return (
    <div class="alarm" data-lane="protect">
      <div role="alert">
        <p>
          <strong>{ct('alarm.unheard')}</strong> {ct('alarm.unheard.do')}{' '}
          <button type="button" class="button button-small" onClick={onSeen}>
            {ct('alarm.seen')}
          </button>
        </p>
      </div>
    </div>
  );
}

/**
 * An item that came into the lane later than any before: somebody came, also while the connection was away. How many are
 * open tells nothing of that: one that is concluded hides one that comes, and one that is undone looks like one.
 */
function useArrivals(onArrival: () => void): void {
  const lane = liveLanes.value?.protect;
  const latest = lane && (lane.entered ?? '');
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (latest === undefined) return;
    const before = known.current;
    known.current = latest;
    if (before !== undefined && latest > before) onArrival();
  }, [latest]);
}

/**
 * Whether nothing has been heard of the lane for a while: who relies on the alarm has to know that it is silent for want of
 * a connection, or of a session. Said once more when it is back; what came meanwhile is told then.
 */
function useDeafness(): boolean {
  const [isDeaf, setDeaf] = useState(false);
  const hears = liveLanes.value !== null;
  useEffect(() => {
    if (hears) {
      if (isDeaf) announce(ct('alarm.hears'));
      setDeaf(false);
      return;
    }
    const timer = setTimeout(() => {
      setDeaf(true);
      playWarning();
    }, DEAF_AFTER_MS);
    return () => clearTimeout(timer);
  }, [hears]);
  return isDeaf;
}

/** Marks the window's title, also when another page gives it a new one. */
function useMarkedTitle(sign: string | null): void {
  useEffect(() => {
    if (sign === null) return;
    const mark = () => {
      if (!document.title.startsWith(sign)) document.title = sign + document.title;
    };
    mark();
    const title = document.querySelector('title');
    const watcher = new MutationObserver(mark);
    if (title !== null) watcher.observe(title, { childList: true });
    return () => {
      watcher.disconnect();
      document.title = document.title.replace(sign, '');
    };
  }, [sign]);
}
