import type { SourceWords } from '../messages/sources/words-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<SourceWords>({
  en: async () => (await import('../messages/sources/words-en.ts')).sourcesEn,
  fr: async () => (await import('../messages/sources/words-fr.ts')).sourcesFr,
  es: async () => (await import('../messages/sources/words-es.ts')).sourcesEs,
  ar: async () => (await import('../messages/sources/words-ar.ts')).sourcesAr,
});

export const { load: loadSourceWords, text: sourceText, named: sourceNamed } = words;
