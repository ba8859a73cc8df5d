/** What the window with the stream tells the others: an event of it, that it broke off, or that the server refuses it. */
export type StreamWord =
  | { readonly kind: 'lanes'; readonly data: string }
  | { readonly kind: 'here' | 'over' | 'lost' | 'refused' };

/** A window that has just come wants to know how the lanes stand. */
const ASK = { kind: 'ask' } as const;
/** A refused stream (too many browsers, a server that restarts) is asked for again after this time, ms. */
const AGAIN_MS = 30_000;

export interface SharedStream {
  /** Opens the stream in this window: nothing has come of the one that had it. */
  takeOver(): void;
  leave(): void;
}

/**
 * One stream for all windows of a browser. It has six connections to a host, over all its windows, and a stream keeps one
 * for good: a stream for each window would leave none for anything else. Whichever window holds the lock has the stream and
 * passes on what it says; when it closes, the browser gives the lock to the next one at once.
 * @param name tells streams apart that are not for the same person
 * @param hear called in each window alike
 */
export function shareStream(name: string, address: string, hear: (word: StreamWord) => void): SharedStream {
  const channel = new BroadcastChannel(name);
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How the lanes stand by the stream of this window, while it is open. */
  let last: StreamWord | undefined;
  let letGo: () => void = () => undefined;
  /** Counts requests for the lock: what an earlier one brings is no longer wanted. */
  let turn = 0;

  channel.onmessage = ({ data }: MessageEvent<StreamWord | typeof ASK>) => {
    if (data.kind !== 'ask') hear(data);
    else if (last !== undefined) channel.postMessage(last);
  };

  const say = (word: StreamWord) => {
    last = word.kind === 'lanes' ? word : word.kind === 'here' ? last : undefined;
    channel.postMessage(word);
    hear(word);
  };

  const open = () => {
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener('here', () => say({ kind: 'here' }));
    opened.addEventListener('lanes', ({ data }: MessageEvent<string>) => say({ kind: 'lanes', data }));
    opened.addEventListener('over', () => say({ kind: 'over' }));
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      const isRefused = opened.readyState === EventSource.CLOSED;
      if (isRefused) timer = setTimeout(open, AGAIN_MS);
      say({ kind: isRefused ? 'refused' : 'lost' });
    });
  };

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
    last = undefined;
    letGo();
  };

  const request = (options: LockOptions) => {
    turn += 1;
    const mine = turn;
    const hold = () => {
      if (mine !== turn) return undefined;
      return new Promise<void>((resolve) => {
        letGo = resolve;
        open();
      });
    };
    navigator.locks.request(name, options, hold).catch(() => {
      // Another window took it over.
      if (mine !== turn) return;
      close();
      request({});
    });
  };

  request({});
  channel.postMessage(ASK);
  return {
    takeOver() {
      close();
      request({ steal: true });
    },
    leave() {
      turn += 1;
      close();
      channel.close();
    },
  };
}
