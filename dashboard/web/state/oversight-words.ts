import type { OversightMessages } from '../messages/oversight/words-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<OversightMessages>({
  en: async () => (await import('../messages/oversight/words-en.ts')).oversightEn,
  fr: async () => (await import('../messages/oversight/words-fr.ts')).oversightFr,
  es: async () => (await import('../messages/oversight/words-es.ts')).oversightEs,
  ar: async () => (await import('../messages/oversight/words-ar.ts')).oversightAr,
});

export const { text: ot, named: oversightNamed } = words;

/** Loads a page of those who oversee with its words. */
export async function withOversightWords<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, words.load()]);
  return loaded;
}
