import { effect, signal } from '@preact/signals';
import { fill } from '../messages/fill.ts';
import { LOCALES, type LocaleId, type MessageKey } from '../messages/index.ts';
import { recall, remember } from './remembered.ts';

export const locale = signal<LocaleId>('en');

/** Takes the remembered language, else the first of the browser's that we have, and keeps `<html>` in step. */
export function startLocale(): void {
  const wanted = [recall('locale') ?? '', ...navigator.languages].map((tag) => tag.split('-')[0] ?? '');
  locale.value = wanted.find(isLocale) ?? 'en';
  effect(() => {
    document.documentElement.lang = locale.value;
    document.documentElement.dir = LOCALES[locale.value].direction;
  });
}

export function isLocale(tag: string): tag is LocaleId {
  return Object.hasOwn(LOCALES, tag);
}

export function chooseLocale(next: LocaleId): void {
  locale.value = next;
  remember('locale', next);
}

/** The interface's words for `key`. Components that call it follow the language on their own. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(LOCALES[locale.value].messages[key], values);
}

/** A message named by data (an outcome, a category): the raw name where the table has none. */
export function named(prefix: string, name: string): string {
  const table: Readonly<Record<string, string>> = LOCALES[locale.value].messages;
  return table[`${prefix}.${name}`] ?? name;
}
