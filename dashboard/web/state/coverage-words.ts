import type { CoverageMessages } from '../messages/coverage/coverage-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<CoverageMessages>({
  en: async () => (await import('../messages/coverage/coverage-en.ts')).coverageEn,
  fr: async () => (await import('../messages/coverage/coverage-fr.ts')).coverageFr,
  es: async () => (await import('../messages/coverage/coverage-es.ts')).coverageEs,
  ar: async () => (await import('../messages/coverage/coverage-ar.ts')).coverageAr,
});

export const { load: loadCoverageWords, text: coverText } = words;
