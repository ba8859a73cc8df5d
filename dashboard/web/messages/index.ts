import { ar } from './ar.ts';
import { en, type MessageKey, type Messages } from './en.ts';
import { fr } from './fr.ts';

/** The interface's languages, each named in itself. */
export const LOCALES = {
  en: { name: 'English', direction: 'ltr', messages: en },
  fr: { name: 'Français', direction: 'ltr', messages: fr },
  ar: { name: 'العربية', direction: 'rtl', messages: ar },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl'; messages: Messages }>;

export type LocaleId = keyof typeof LOCALES;
export type { MessageKey, Messages };
