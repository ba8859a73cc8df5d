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
    'comparison.how':
      'The second line tells what somebody finds who reads without the rules. Posts of people at risk and undecided ones count in neither line.',
    'fact.notices-removed': 'Posts removed after a notice',
    'fact.notices-restricted': 'Posts restricted after a notice',
    'fact.notices-kept': 'Posts kept after a notice',
    'fact.notices-reinstated': 'Posts reinstated after a notice',
    'releases.caption': 'Released tables',
    'releases.none': 'No table was released in this period.',
  },
  fr: {
    'held.note':
      'Les nombres par voie ou par issue inférieurs à dix sont retenus, zéro compris, avec d’autres dont ils pourraient être déduits. Les nombres des actes de l’autorité elle-même sont exacts.',
    'fact.alerts-acknowledged': 'Personnes en danger dont le message a été confirmé',
    'comparison.how':
      'La seconde ligne dit ce que trouve qui lit sans les règles. Les publications de personnes en danger et celles restées indécises ne comptent dans aucune ligne.',
    'fact.notices-removed': 'Publications retirées après une notification',
    'fact.notices-restricted': 'Publications restreintes après une notification',
    'fact.notices-kept': 'Publications maintenues après une notification',
    'fact.notices-reinstated': 'Publications rétablies après une notification',
    'releases.caption': 'Tableaux publiés',
    'releases.none': 'Aucun tableau n’a été publié pendant cette période.',
    'plan.chance': 'Une part dépasse sa limite quand tout son intervalle se trouve au-delà.',
  },
};

/** The words of a report in a language, as its method has them. */
export function wordsOf(language: ReportLanguage, method: ReportMethod): ReportWords {
  const words = REPORT_LANGUAGES[language];
  return method < 3 ? { ...words, ...BEFORE_THIRD[language] } : words;
}
