import { useEffect, useRef } from 'preact/hooks';
import { isSignedOut } from './api.ts';

/** Acts when somebody has signed in again after the session ended under a page: it stayed, out of sight. */
export function useReturn(act: () => void): void {
  const isOut = isSignedOut.value;
  const wasOut = useRef(isOut);
  useEffect(() => {
    if (wasOut.current && !isOut) act();
    wasOut.current = isOut;
  }, [isOut]);
}
