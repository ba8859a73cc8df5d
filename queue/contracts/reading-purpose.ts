/**
 * What somebody may read a post, its author or the words of somebody outside for; a closed list, and the entry of every reading
 * names one of it (Directive (EU) 2016/680, Article 25(1)). `review`: to judge it; `protection`: to help whom it is about;
 * `override`: for oversight's word on an offer; `look-again`: a closed item, by somebody who judges; `case`: for a case;
 * `colleague`: to answer a question on it; `translation`: to be put into another language; `contest`: to decide a contest;
 * `notice`: to tell a platform of it; `telling`: to tell whoever posted it what was done; `source-trial`: to see what a source would bring; `danger-to-life`: who wrote it, to save somebody.
 */
export const READING_PURPOSES = [
  'review',
  'protection',
  'override',
  'look-again',
  'case',
  'colleague',
  'translation',
  'contest',
  'notice',
  'telling',
  'source-trial',
  'danger-to-life',
] as const;
export type ReadingPurpose = (typeof READING_PURPOSES)[number];

/**
 * What the log, and a record of how something was decided, may be read for, and nothing else (Directive (EU) 2016/680, Article
 * 25; UK Data Protection Act 2018, section 62(4)): whether processing is lawful, self-monitoring, integrity and security,
 * criminal proceedings.
 */
export const LOG_PURPOSES = ['lawfulness', 'self-monitoring', 'integrity', 'criminal-proceedings'] as const;
export type LogPurpose = (typeof LOG_PURPOSES)[number];
