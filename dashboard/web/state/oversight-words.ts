import type { KindMessages } from '../messages/oversight/kinds-en.ts';
import type { OversightMessages } from '../messages/oversight/words-en.ts';
import { laterWords } from './later-words.ts';

const words = laterWords<OversightMessages>({
  en: async () => (await import('../messages/oversight/words-en.ts')).oversightEn,
  fr: async () => (await import('../messages/oversight/words-fr.ts')).oversightFr,
  es: async () => (await import('../messages/oversight/words-es.ts')).oversightEs,
  ar: async () => (await import('../messages/oversight/words-ar.ts')).oversightAr,
});

/** What entries of the log record, one sentence for each kind: as long as all other words together, so a file of its own. */
const kinds = laterWords<KindMessages>({
  en: async () => (await import('../messages/oversight/kinds-en.ts')).kindsEn,
  fr: async () => (await import('../messages/oversight/kinds-fr.ts')).kindsFr,
  es: async () => (await import('../messages/oversight/kinds-es.ts')).kindsEs,
  ar: async () => (await import('../messages/oversight/kinds-ar.ts')).kindsAr,
});

export const { text: ot, named: oversightNamed } = words;

/** What an entry of a kind records; the kind itself where nobody has words for it. */
export function kindName(kind: string): string {
  return kinds.named('kind', kind);
}

/** Loads a page of those who oversee with its words. */
export async function withOversightWords<Page>(page: Promise<Page>): Promise<Page> {
  const [loaded] = await Promise.all([page, words.load(), kinds.load()]);
  return loaded;
}
