import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Acts when what kept a page from its answers is over: somebody has signed in again after the session ended under it, or the
 * connection is back.
 */
export function useReturn({ value: isOut }: Signal<boolean>, act: () => void): void {
  const wasOut = useRef(isOut);
  useEffect(() => {
    if (wasOut.current && !isOut) act();
    wasOut.current = isOut;
  }, [isOut]);
}
