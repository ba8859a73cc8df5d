import type { CaseWords } from '../messages/casework/words-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<CaseWords>({
  en: async () => (await import('../messages/casework/words-en.ts')).caseEn,
  fr: async () => (await import('../messages/casework/words-fr.ts')).caseFr,
  es: async () => (await import('../messages/casework/words-es.ts')).caseEs,
  ar: async () => (await import('../messages/casework/words-ar.ts')).caseAr,
});

export const { text: ct, named: caseNamed } = words;

/** Loads a page of contests or cases with its words. */
export async function withCaseWords<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, words.load()]);
  return loaded;
}
