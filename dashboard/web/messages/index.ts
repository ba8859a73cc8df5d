import type { MessageKey, Messages } from './en.ts';

interface Locale {
  /** In its own words. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly load: () => Promise<Messages>;
}

/** The interface's languages; a page loads the words of the one it speaks. */
export const LOCALES = {
  en: { name: 'English', direction: 'ltr', load: async () => (await import('./en.ts')).en },
  fr: { name: 'Français', direction: 'ltr', load: async () => (await import('./fr.ts')).fr },
  es: { name: 'Español', direction: 'ltr', load: async () => (await import('./es.ts')).es },
  ar: { name: 'العربية', direction: 'rtl', load: async () => (await import('./ar.ts')).ar },
} as const satisfies Record<string, Locale>;

export type LocaleId = keyof typeof LOCALES;
export type { MessageKey, Messages };
