import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiFailure, type Asker, isOffline, isSignedOut, refusals } from './api.ts';
import { useReturn } from './use-return.ts';

export interface Remote<Value> {
  readonly value: Value | null;
  readonly failure: ApiFailure | null;
  /** Asks again, because somebody wants it. */
  reload(): void;
  /** The same, by the page itself; it asks nothing while nobody is signed in. */
  refresh(): void;
  /** Takes what a step answered; what was asked before it is older, and dropped when it comes. */
  put(value: Value): void;
}

/**
 * Loads once per `key` and keeps the last good value while it loads again. An answer that comes after the next
 * question is dropped. Where a step of the person was refused because something changed meanwhile, it is loaded again.
 */
export function useRemote<Value>(key: string, load: (asker: Asker) => Promise<Value>): Remote<Value> {
  const [state, setState] = useState<{ key: string; value: Value | null; failure: ApiFailure | null }>({
    key,
    value: null,
    failure: null,
  });
  const asked = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const ask = useCallback(
    (asker: Asker) => {
      asked.current += 1;
      const mine = asked.current;
      loader.current(asker).then(
        (value) => {
          if (mine === asked.current) setState({ key, value, failure: null });
        },
        (error: unknown) => {
          const failure = error instanceof ApiFailure ? error : new ApiFailure(null);
          if (mine !== asked.current) return;
          // What is known of another key is no answer to this one.
          setState((known) => ({ key, value: known.key === key ? known.value : null, failure }));
        },
      );
    },
    [key],
  );
  const reload = useCallback(() => ask('person'), [ask]);
  const refresh = useCallback(() => {
    if (!isSignedOut.value) ask('page');
  }, [ask]);
  const put = useCallback(
    (value: Value) => {
      asked.current += 1;
      setState({ key, value, failure: null });
    },
    [key],
  );
  useReturn(isSignedOut, reload);
  const refused = useRef(refusals.value);
  useEffect(() => {
    if (refused.current !== refusals.value) reload();
    refused.current = refusals.value;
  }, [refusals.value]);
  useReturn(isOffline, () => {
    if (state.failure !== null) refresh();
  });

  useEffect(() => {
    reload();
    return () => {
      asked.current += 1;
    };
  }, [reload]);

  const isCurrent = state.key === key;
  return {
    value: isCurrent ? state.value : null,
    failure: isCurrent ? state.failure : null,
    reload,
    refresh,
    put,
  };
}
