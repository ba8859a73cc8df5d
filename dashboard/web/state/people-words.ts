import type { PeopleMessages } from '../messages/people/people-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<PeopleMessages>({
  en: async () => (await import('../messages/people/people-en.ts')).peopleEn,
  fr: async () => (await import('../messages/people/people-fr.ts')).peopleFr,
  es: async () => (await import('../messages/people/people-es.ts')).peopleEs,
  ar: async () => (await import('../messages/people/people-ar.ts')).peopleAr,
});

export const { load: loadPeopleWords, text: peopleText } = words;
