import { ar } from './ar.ts';
import { en, type MessageKey, type Messages } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** The languages of the public pages, each named in itself. A new one is a file and a line here. */
export const LOCALES = {
  en: { name: 'English', direction: 'ltr', messages: en },
  fr: { name: 'Français', direction: 'ltr', messages: fr },
  es: { name: 'Español', direction: 'ltr', messages: es },
  ar: { name: 'العربية', direction: 'rtl', messages: ar },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl'; messages: Messages }>;

export type LocaleId = keyof typeof LOCALES;

export function isLocale(id: string): id is LocaleId {
  return Object.hasOwn(LOCALES, id);
}

/** The first language of the browser's list that we have; English where it has none of ours. */
export function preferredLocale(acceptLanguage: string | undefined): LocaleId {
  const wanted = (acceptLanguage ?? '').toLowerCase().split(',');
  for (const range of wanted) {
    const id = range.trim().split(/[-;]/)[0] ?? '';
    if (isLocale(id)) return id;
  }
  return 'en';
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A message with its values filled in, each isolated in its own direction. */
export function say(
  locale: LocaleId,
  key: MessageKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return LOCALES[locale].messages[key].replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
  });
}

export type { MessageKey };
