export type { LetterSender } from './letters.ts';
export type { RecordedTelling, TellingLetter, TellingSummary, Tellings, TellingView } from './port.ts';
export { raiseTellingAlarms, readTellingCounts } from './read-tellings.ts';
export { describeTellings, type TellingCounts } from './standing.ts';
export { createTellings } from './tellings.ts';
