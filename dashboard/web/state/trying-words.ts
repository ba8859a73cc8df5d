import type { TryingWords } from '../messages/trying/trying-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<TryingWords>({
  en: async () => (await import('../messages/trying/trying-en.ts')).tryingEn,
  fr: async () => (await import('../messages/trying/trying-fr.ts')).tryingFr,
  es: async () => (await import('../messages/trying/trying-es.ts')).tryingEs,
  ar: async () => (await import('../messages/trying/trying-ar.ts')).tryingAr,
});

export const { load: loadTryingWords, text: tryingText, named: tryingNamed } = words;
