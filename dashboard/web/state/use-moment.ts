import { useState } from 'preact/hooks';

/**
 * When something happened, for a field of day and time: empty until the rest of the step is begun, then the time of that, unless
 * somebody wrote another one. What a page said when it was drawn may be hours old by then.
 */
export function useMoment() {
  const [at, setAt] = useState('');
  return { at, setAt, begin: () => setAt((old) => old || localNow()) };
}

/** As a field for day and time has it: to the minute, where the reader lives. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
