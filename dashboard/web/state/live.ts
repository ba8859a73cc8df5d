import { signal } from '@preact/signals';
import type { LiveLanes } from '../../wire.ts';
import { api, isSignedOut } from './api.ts';
import { counts, refreshCounts } from './desk.ts';
import type { SharedStream, StreamWord } from './shared-stream.ts';

/** The server says every 15 s that it is there. So long without a word, and the connection is taken for dead, ms. */
const SILENCE_MS = 40_000;

/** How the person's lanes stand by the last event; `null` while no stream is open that has said something of late. */
export const liveLanes = signal<LiveLanes | null>(null);

let stream: SharedStream | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;
/** Counts starts and stops: code that comes late begins no stream that nobody wants by then. */
let turn = 0;

/**
 * Hears the stream of changes, which all windows of the browser share; the browser itself comes back when it breaks.
 * @param personId whose lanes they are
 * @param onOver the stream's session is over, or its roles read no lane any more. What holds now has to be asked: another
 *   tab may have signed in again, which ends the session before.
 */
export function startLive(personId: string, onOver: () => void): void {
  stopLive();
  const wait = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      liveLanes.value = null;
      wait();
      if (stream === undefined) join();
      else stream.takeOver();
    }, SILENCE_MS);
  };
  const hear = (word: StreamWord) => {
    wait();
    if (word.kind === 'lanes') show(JSON.parse(word.data) as LiveLanes);
    if (word.kind === 'lost' || word.kind === 'refused') liveLanes.value = null;
    if (word.kind === 'refused') void askWhy();
    if (word.kind !== 'over') return;
    stopLive();
    onOver();
  };
  const join = () => {
    const mine = turn;
    // Most roles have no lane, so its code comes when it is wanted; where it does not come, it is asked for after the silence.
    import('./shared-stream.ts').then(
      ({ shareStream }) => {
        if (mine !== turn || stream !== undefined) return;
        const address = `/api/live?person=${encodeURIComponent(personId)}`;
        stream = shareStream(`vigie-live-${personId}`, address, hear);
      },
      () => undefined,
    );
  };
  wait();
  join();
}

export function stopLive(): void {
  turn += 1;
  clearTimeout(silence);
  stream?.leave();
  stream = undefined;
  liveLanes.value = null;
}

/** A stream says nothing of why it is refused: whether the session is over, or somebody else's, a question tells. */
async function askWhy(): Promise<void> {
  await api.check().catch(() => undefined);
  if (isSignedOut.value) stopLive();
}

function show(lanes: LiveLanes): void {
  const askedBefore = liveLanes.value?.review?.questions;
  liveLanes.value = lanes;
  // Which of them the person may answer, the server says.
  if (lanes.review?.questions !== askedBefore) refreshCounts('page');
  counts.value = counts.value && {
    ...counts.value,
    review: lanes.review?.open ?? null,
    protect: lanes.protect?.open ?? null,
  };
}
