import type { ReportMethod } from './facts.ts';
import { type ReportWords, reportEn } from './words-en.ts';
import { reportFr } from './words-fr.ts';

export const REPORT_LANGUAGES = { en: reportEn, fr: reportFr } as const;
export type ReportLanguage = keyof typeof REPORT_LANGUAGES;

/** What pages of the first two methods said otherwise, so that a report of then is still made to the byte. */
const BEFORE_THIRD: Readonly<Record<ReportLanguage, Partial<ReportWords>>> = {
  en: {
    'held.note':
      'Counts by lane or outcome under ten are held back, nothing included, with others from which they could be worked out. Counts of the authority’s own acts are exact.',
    'fact.alerts-acknowledged': 'Persons at risk whose message was acknowledged',
  },
  fr: {
    'held.note':
      'Les nombres par voie ou par issue inférieurs à dix sont retenus, zéro compris, avec d’autres dont ils pourraient être déduits. Les nombres des actes de l’autorité elle-même sont exacts.',
    'fact.alerts-acknowledged': 'Personnes en danger dont le message a été confirmé',
  },
};

/** The words of a report in a language, as its method has them. */
export function wordsOf(language: ReportLanguage, method: ReportMethod): ReportWords {
  const words = REPORT_LANGUAGES[language];
  return method < 3 ? { ...words, ...BEFORE_THIRD[language] } : words;
}
