import { settings } from './desk.ts';
import { languageName } from './format.ts';
import { t } from './locale.ts';

/**
 * Name of a language with a mark behind it where no native speaker has checked the words by which rules find posts in it.
 * @param mark by default the sign that `uncheckedNote` explains
 */
export function markedLanguage(tag: string, mark = ' *'): string {
  return languageName(tag) + (settings.value?.checkedLanguages.includes(tag) === true ? '' : mark);
}

/** The same with the words themselves behind it, where one language stands alone. */
export function languageInFull(tag: string): string {
  return markedLanguage(tag, ` · ${t('reveal.native-review')}`);
}

/** What the mark means, for below figures. */
export function uncheckedNote(): string {
  return `* ${t('reveal.native-review')}`;
}
