import type { FairnessMessages } from '../messages/fairness/fairness-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<FairnessMessages>({
  en: async () => (await import('../messages/fairness/fairness-en.ts')).fairnessEn,
  fr: async () => (await import('../messages/fairness/fairness-fr.ts')).fairnessFr,
  es: async () => (await import('../messages/fairness/fairness-es.ts')).fairnessEs,
  ar: async () => (await import('../messages/fairness/fairness-ar.ts')).fairnessAr,
});

export const { load: loadFairnessWords, text: fairnessText } = words;
