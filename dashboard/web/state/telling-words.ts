import type { TellingWords } from '../messages/tellings/tellings-en.ts';
import { laterWords } from './later-words.ts';

export const {
  load: loadTellingWords,
  text: tt,
  named: tellingNamed,
} = laterWords<TellingWords>({
  en: async () => (await import('../messages/tellings/tellings-en.ts')).tellingsEn,
  fr: async () => (await import('../messages/tellings/tellings-fr.ts')).tellingsFr,
  es: async () => (await import('../messages/tellings/tellings-es.ts')).tellingsEs,
  ar: async () => (await import('../messages/tellings/tellings-ar.ts')).tellingsAr,
});
