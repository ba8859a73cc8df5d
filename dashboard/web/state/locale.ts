import { effect, signal } from '@preact/signals';
import { fill } from '../messages/fill.ts';
import { LOCALES, type LocaleId, type MessageKey, type Messages } from '../messages/index.ts';
import { recall, remember } from './remembered.ts';

export const locale = signal<LocaleId>('en');

/** The words of `locale`; both change together, once the words are here. */
const words = signal<Readonly<Partial<Messages>>>({});

/** Counts choices of a language: words that come after a later choice are of no use. */
let turn = 0;

/**
 * Takes the remembered language, else the first of the browser's that we have, and keeps `<html>` in step. Where its words do not
 * come, a page in another language is more than none.
 * @throws unless the words of any language come
 */
export async function startLocale(): Promise<void> {
  const wanted = [recall('locale') ?? '', ...navigator.languages].map((tag) => tag.split('-')[0] ?? '');
  const first = wanted.find(isLocale) ?? 'en';
  const others = Object.keys(LOCALES).filter(isLocale);
  await others.reduce((spoken, other) => spoken.catch(() => speak(other)), speak(first));
  effect(() => {
    document.documentElement.lang = locale.value;
    document.documentElement.dir = LOCALES[locale.value].direction;
  });
}

export function isLocale(tag: string): tag is LocaleId {
  return Object.hasOwn(LOCALES, tag);
}

/** @param onFailed the words do not come, so the page goes on in the language it has */
export function chooseLocale(next: LocaleId, onFailed: () => void): void {
  remember('locale', next);
  void speak(next).catch(onFailed);
}

/** Loads the words of a language, then shows them, unless another one was chosen meanwhile. */
export async function speak(next: LocaleId): Promise<void> {
  turn += 1;
  const mine = turn;
  try {
    const loaded = await LOCALES[next].load();
    if (mine !== turn) return;
    words.value = loaded;
    locale.value = next;
  } catch (error) {
    if (mine === turn) throw error;
  }
}

/** The interface's words for `key`. Components that call it follow the language on their own. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(words.value[key] ?? key, values);
}

/** A message named by data (an outcome, a category): the raw name where the table has none. */
export function named(prefix: string, name: string): string {
  const table: Readonly<Record<string, string>> = words.value;
  return table[`${prefix}.${name}`] ?? name;
}
