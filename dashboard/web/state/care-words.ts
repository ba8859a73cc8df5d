import type { CareMessages } from '../messages/care/care-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<CareMessages>({
  en: async () => (await import('../messages/care/care-en.ts')).careEn,
  fr: async () => (await import('../messages/care/care-fr.ts')).careFr,
  es: async () => (await import('../messages/care/care-es.ts')).careEs,
  ar: async () => (await import('../messages/care/care-ar.ts')).careAr,
});

export const { load: loadCareWords, text: careText } = words;
