import { effect, signal } from '@preact/signals';
import { fill } from '../messages/fill.ts';
import type { LocaleId } from '../messages/index.ts';
import { locale } from './locale.ts';

export interface LaterWords<Words> {
  /** Loads the words of the interface's language; from then on they change with it. */
  load(): Promise<void>;
  /** As `t`, for these words. */
  text(key: keyof Words & string, values?: Readonly<Record<string, string>>): string;
  /** As `named`, for these words. */
  named(prefix: string, name: string): string;
}

/** Words that only rare pages need and that come with these: everybody's first load is small. */
export function laterWords<Words extends Readonly<Record<string, string>>>(
  tables: Readonly<Record<LocaleId, () => Promise<Words>>>,
): LaterWords<Words> {
  const words = signal<Readonly<Record<string, string>>>({});
  let isFollowing = false;

  function follow(): void {
    if (isFollowing) return;
    isFollowing = true;
    effect(() => {
      const wanted = locale.value;
      // Without a connection the page goes on in the language it has.
      void tables[wanted]().then(
        (table) => {
          if (wanted === locale.value) words.value = table;
        },
        () => undefined,
      );
    });
  }

  return {
    async load() {
      words.value = await tables[locale.value]();
      follow();
    },
    text: (key, values = {}) => fill(words.value[key] ?? key, values),
    named: (prefix, name) => words.value[`${prefix}.${name}`] ?? name,
  };
}
