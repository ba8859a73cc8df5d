import type { QuestionMessages } from '../messages/questions/questions-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<QuestionMessages>({
  en: async () => (await import('../messages/questions/questions-en.ts')).questionsEn,
  fr: async () => (await import('../messages/questions/questions-fr.ts')).questionsFr,
  es: async () => (await import('../messages/questions/questions-es.ts')).questionsEs,
  ar: async () => (await import('../messages/questions/questions-ar.ts')).questionsAr,
});

export const { load: loadQuestionWords, text: qt, named: questionNamed } = words;
