import type { Requirement } from './requirement.ts';

/** On statistics and research (STA) and on evaluation (EVA). */
export const STATISTICS: readonly Requirement[] = [
  {
    id: 'STA-01',
    says: 'Counts under ten, nothing included, are held back, with as many others as it takes that no solver narrows one down to fewer than ten counts.',
  },
  {
    id: 'STA-02',
    says: 'No two releases can be subtracted from each other to give a small count.',
  },
  {
    id: 'STA-03',
    says: 'Repeated releases have noise that keeps differential privacy; a ledger holds what is spent of each month, for good, and a release beyond it is refused.',
  },
  {
    id: 'STA-04',
    says: 'No single posts are released; the month and the way between parts of the world are the finest grain.',
  },
  {
    id: 'STA-05',
    says: 'No table is by nationality or community: dimensions are an allow-list.',
  },
  {
    id: 'STA-06',
    says: 'A release takes two persons, is made again from its records byte for byte, and has a public list of corrections.',
  },
  {
    id: 'STA-07',
    says: 'Counters are written with what they count, so that erasing texts changes no figure.',
  },
  { id: 'EVA-01', says: 'What a period is measured by is fixed and logged before it begins.' },
  {
    id: 'EVA-02',
    says: 'The report says what was gained and what was harmed side by side.',
  },
  { id: 'EVA-03', says: 'A rule or source that misses its plan twice is put out of use by itself.' },
  {
    id: 'EVA-04',
    says: 'The report compares with posts that were looked at without the tool.',
  },
  {
    id: 'EVA-05',
    says: 'Drift and evasion are tested per language, and reported per language.',
  },
  {
    id: 'EVA-06',
    says: 'Whoever evaluates from outside gets figures without people in them, and comes to the published ones with them.',
  },
  {
    id: 'EVA-07',
    says: 'Incidents are registered; a serious one stops the work, and people are told.',
  },
];
