import type { Gloss } from '../../../queue/contracts/index.ts';
import { locale } from '../state/locale.ts';

/** A meaning in the language of the interface, or in English where nobody wrote it in that one; marked as what it is. */
export function GlossText({ gloss }: { gloss: Gloss }) {
  const lang = gloss[locale.value] ? locale.value : 'en';
  return <bdi lang={lang}>{gloss[lang]}</bdi>;
}
