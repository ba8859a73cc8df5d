import { useEffect, useRef, useState } from 'preact/hooks';
import { ct } from '../state/case-words.ts';
import { counts } from '../state/desk.ts';
import { liveLanes } from '../state/live.ts';
import { isSoundOn, playTone, restoreSound, switchSoundOff, switchSoundOn } from '../state/tone.ts';

const MARK = '● ';

/**
 * Says on every page of protection that somebody new may be at risk: in words, in the window's title and, where switched
 * on, by a sound. It stays until it is seen.
 */
export function AlarmStrip() {
  const [hasArrived, setArrived] = useState(false);
  useArrivals(() => {
    setArrived(true);
    playTone();
  });
  useEffect(restoreSound, []);
  useMarkedTitle(hasArrived);
  return (
    <div class="alarm" data-lane="protect">
      <div role="alert">
        {hasArrived && (
          <p>
            <strong>{ct('alarm.arrived')}</strong>{' '}
            <a href="/protect" onClick={() => setArrived(false)}>
              {ct('alarm.show')}
            </a>{' '}
            <button type="button" class="button button-small" onClick={() => setArrived(false)}>
              {ct('alarm.seen')}
            </button>
          </p>
        )}
      </div>
      <p class="alarm-sound">
        <span>{ct(isSoundOn.value ? 'alarm.on' : 'alarm.off')}</span>
        <button
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
    </div>
  );
}

/** More items than before, or a newer one: somebody came, also while the connection was away. */
function useArrivals(onArrival: () => void): void {
  const open = counts.value?.protect ?? null;
  const newest = liveLanes.value?.protect?.newest ?? null;
  const known = useRef<{ open: number; newest: string } | undefined>(undefined);
  useEffect(() => {
    if (open === null) return;
    const before = known.current;
    known.current = { open, newest: newest ?? before?.newest ?? '' };
    if (before === undefined) return;
    const isNewer = newest !== null && before.newest !== '' && newest > before.newest;
    if (open > before.open || isNewer) onArrival();
  }, [open, newest]);
}

/** Marks the window's title, also when another page gives it a new one. */
function useMarkedTitle(isMarked: boolean): void {
  useEffect(() => {
    if (!isMarked) return;
    const mark = () => {
      if (!document.title.startsWith(MARK)) document.title = MARK + document.title;
    };
    mark();
    const title = document.querySelector('title');
    const watcher = new MutationObserver(mark);
    if (title !== null) watcher.observe(title, { childList: true });
    return () => {
      watcher.disconnect();
      document.title = document.title.replace(MARK, '');
    };
  }, [isMarked]);
}
