import { splitTerm } from '../compile/split-term.ts';
import { LEANING_SIGNS, LEANINGS } from '../leanings.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';
import { traitsNamedIn } from './named-traits.ts';
import { NEVER_LEANING } from './never-leaning.ts';

/** What keeps a word from weighing in a leaning; null where nothing does. */
export function leaningFault(words: string, language: string): string | null {
  const all = words.split(' ');
  const noted = all.find((word) => NEVER_LEANING.has(word));
  if (noted !== undefined) return `a name, a faith or a sex ("${noted}")`;
  const plain = all.filter((word) => !LEANING_SIGNS.has(word));
  const [trait] = plain.flatMap((word) => traitsNamedIn(word, language));
  if (trait !== undefined) return `a people, a faith or a dialect ("${trait}")`;
  return plain.every(isRead) ? null : 'no word as posts are read';
}

/** Whether a word is one token of letters, and folded. */
function isRead(word: string): boolean {
  if (!/^[\p{L}\p{M}]+$/u.test(word)) return false;
  const [only, ...more] = splitTerm(word);
  return only === word && more.length === 0;
}

/** Words of leanings that may not weigh, are spelled as no post is read, or are listed by two files. */
export function leaningWordFaults(located: readonly LocatedPack[]): readonly Finding[] {
  const listed = new Map<string, string>();
  return located
    .toSorted((a, b) => (a.pack.file < b.pack.file ? -1 : 1))
    .flatMap(({ pack: { file, language, leanings }, locate }) =>
      LEANINGS.flatMap((toward) =>
        Object.keys(leanings?.[toward] ?? {}).flatMap((words): readonly Finding[] => {
          const at = () => ({ file, ...locate(['leanings', toward], words), level: 'error' as const });
          const key = `${language} ${toward} ${words}`;
          const first = listed.get(key);
          if (first === undefined) listed.set(key, file);
          const fault = leaningFault(words, language);
          return [
            ...(fault === null
              ? []
              : [
                  {
                    ...at(),
                    code: 'rules.bad-leaning',
                    message: `expected an ordinary word as posts are read, found "${words}": ${fault}; leave it out and fit the leanings anew`,
                  },
                ]),
            ...(first === undefined
              ? []
              : [
                  {
                    ...at(),
                    code: 'rules.repeated-leaning',
                    message: `expected a word that leans toward "${toward}" once, found "${words}" also in ${first}; leave it in one file`,
                  },
                ]),
          ];
        }),
      ),
    );
}
