import type { TellingWords } from '../messages/tellings/tellings-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<TellingWords>({
  en: async () => (await import('../messages/tellings/tellings-en.ts')).tellingsEn,
  fr: async () => (await import('../messages/tellings/tellings-fr.ts')).tellingsFr,
  es: async () => (await import('../messages/tellings/tellings-es.ts')).tellingsEs,
  ar: async () => (await import('../messages/tellings/tellings-ar.ts')).tellingsAr,
});

export const { text: tt, named: tellingNamed } = words;

/** Loads a page that shows duties to tell with their words. */
export async function withTellingWords<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, words.load()]);
  return loaded;
}
