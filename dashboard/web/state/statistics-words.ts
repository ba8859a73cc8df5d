import type { StatisticsMessages } from '../messages/statistics/statistics-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<StatisticsMessages>({
  en: async () => (await import('../messages/statistics/statistics-en.ts')).statisticsEn,
  fr: async () => (await import('../messages/statistics/statistics-fr.ts')).statisticsFr,
  es: async () => (await import('../messages/statistics/statistics-es.ts')).statisticsEs,
  ar: async () => (await import('../messages/statistics/statistics-ar.ts')).statisticsAr,
});

export const { load: loadStatisticsWords, text: statText, named: statNamed } = words;
