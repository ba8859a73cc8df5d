import { signal } from '@preact/signals';
import type { LiveLanes } from '../../wire.ts';
import { counts, refreshCounts } from './desk.ts';

/** A refused stream (too many windows, a server that restarts) is asked for again after this time, ms. */
const AGAIN_MS = 30_000;
/** The server says every 15 s that it is there. So long without a word, and the connection is taken for dead, ms. */
const SILENCE_MS = 40_000;

/** How the person's lanes stand by the last event; `null` while no stream is open that has said something of late. */
export const liveLanes = signal<LiveLanes | null>(null);

let source: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

/**
 * Opens the stream of changes; the browser itself comes back when it breaks.
 * @param onOver the stream's session is over, or its roles read no lane any more. What holds now has to be asked: another
 *   tab may have signed in again, which ends the session before.
 */
export function startLive(onOver: () => void): void {
  stopLive();
  const opened = new EventSource('/api/live');
  source = opened;
  const again = () => startLive(onOver);
  const hear = () => {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE_MS);
  };
  opened.addEventListener('here', hear);
  opened.addEventListener('lanes', (event) => {
    hear();
    const lanes = JSON.parse((event as MessageEvent<string>).data) as LiveLanes;
    const askedBefore = liveLanes.value?.review?.questions;
    liveLanes.value = lanes;
    // Which of them the person may answer, the server says.
    if (lanes.review?.questions !== askedBefore) refreshCounts('page');
    counts.value = counts.value && {
      ...counts.value,
      review: lanes.review?.open ?? null,
      protect: lanes.protect?.open ?? null,
    };
  });
  opened.addEventListener('over', () => {
    stopLive();
    onOver();
  });
  opened.addEventListener('error', () => {
    if (source !== opened) return;
    hearNothing();
    if (opened.readyState === EventSource.CLOSED) timer = setTimeout(again, AGAIN_MS);
  });
}

export function stopLive(): void {
  clearTimeout(timer);
  source?.close();
  source = undefined;
  hearNothing();
}

function hearNothing(): void {
  clearTimeout(silence);
  liveLanes.value = null;
}
