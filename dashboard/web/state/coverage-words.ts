import type { CoverageMessages } from '../messages/sight/coverage-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<CoverageMessages>({
  en: async () => (await import('../messages/sight/coverage-en.ts')).coverageEn,
  fr: async () => (await import('../messages/sight/coverage-fr.ts')).coverageFr,
  es: async () => (await import('../messages/sight/coverage-es.ts')).coverageEs,
  ar: async () => (await import('../messages/sight/coverage-ar.ts')).coverageAr,
});

export const { load: loadCoverageWords, text: coverText } = words;
