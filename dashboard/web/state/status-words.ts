import type { StatusMessages } from '../messages/status/status-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<StatusMessages>({
  en: async () => (await import('../messages/status/status-en.ts')).statusEn,
  fr: async () => (await import('../messages/status/status-fr.ts')).statusFr,
  es: async () => (await import('../messages/status/status-es.ts')).statusEs,
  ar: async () => (await import('../messages/status/status-ar.ts')).statusAr,
});

export const { load: loadStatusWords, text: statusText } = words;
