import { effect, signal } from '@preact/signals';
import { fill } from '../messages/fill.ts';
import { LOCALES, type LocaleId, type MessageKey, type Messages } from '../messages/index.ts';
import { recall, remember } from './remembered.ts';

export const locale = signal<LocaleId>('en');

/** The words of `locale`; both change together, once the words are here. */
const words = signal<Readonly<Partial<Messages>>>({});

/** The last choice: words of an earlier one that come after it are of no use. */
let chosen: LocaleId = 'en';

/**
 * Takes the remembered language, else the first of the browser's that we have, and keeps `<html>` in step. Where its words do not
 * come, a page in English is more than none.
 * @throws where neither comes
 */
export async function startLocale(): Promise<void> {
  const wanted = [recall('locale') ?? '', ...navigator.languages].map((tag) => tag.split('-')[0] ?? '');
  await speak(wanted.find(isLocale) ?? 'en').catch(() => speak('en'));
  effect(() => {
    document.documentElement.lang = locale.value;
    document.documentElement.dir = LOCALES[locale.value].direction;
  });
}

export function isLocale(tag: string): tag is LocaleId {
  return Object.hasOwn(LOCALES, tag);
}

export function chooseLocale(next: LocaleId): void {
  remember('locale', next);
  // Without a connection the page goes on in the language it has.
  void speak(next).catch(() => undefined);
}

/** Loads the words of a language, then shows them, unless another one was chosen meanwhile. */
export async function speak(next: LocaleId): Promise<void> {
  chosen = next;
  const loaded = await LOCALES[next].load();
  if (chosen !== next) return;
  words.value = loaded;
  locale.value = next;
}

/** The interface's words for `key`. Components that call it follow the language on their own. */
export function t(key: MessageKey, values: Readonly<Record<string, string>> = {}): string {
  return fill(words.value[key] ?? key, values);
}

/** A message named by data (an outcome, a category): the raw name where the table has none. */
export function named(prefix: string, name: string): string {
  const table: Readonly<Record<string, string>> = words.value;
  return table[`${prefix}.${name}`] ?? name;
}
