import { AhoCorasick } from '@monyone/aho-corasick/fast';

/** Counts the distinct phrases in ready-normalised text, words parted by one space. */
export type CountPhrases = (text: string) => number;

/** The fastest Aho-Corasick package on npm that was found, with word bounds checked on each of its hits. */
export function ahoCorasick(phrases: readonly string[]): CountPhrases {
  const isStem = new Map(phrases.map((phrase) => [phrase.replace(/\*$/, ''), phrase.endsWith('*')]));
  const automaton = new AhoCorasick([...isStem.keys()]);
  return (text) => {
    const found = new Set<string>();
    for (const { begin, end, keyword } of automaton.matchInText(text)) {
      if (begin > 0 && text[begin - 1] !== ' ') continue;
      if (end < text.length && text[end] !== ' ' && isStem.get(keyword) !== true) continue;
      found.add(keyword);
    }
    return found.size;
  };
}

/** One regular expression for all phrases. It finds no phrase that begins inside another. */
export function oneExpression(phrases: readonly string[]): CountPhrases {
  const alternatives = [...phrases]
    .sort((a, b) => b.length - a.length)
    .map((phrase) => {
      const escaped = phrase.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      return phrase.endsWith('*') ? escaped : `${escaped}(?![^ ])`;
    });
  const expression = new RegExp(`(?<![^ ])(?:${alternatives.join('|')})`, 'gu');
  return (text) => new Set(text.match(expression) ?? []).size;
}

/** RE2's set, where the native package is installed beside the project; null elsewhere. */
export async function re2Set(phrases: readonly string[]): Promise<CountPhrases | null> {
  const name = 're2';
  const loaded: unknown = await import(name).catch(() => null);
  const RE2 = (
    loaded as {
      default?: { Set?: new (patterns: readonly string[]) => { match(text: string): number[] } };
    } | null
  )?.default;
  if (RE2?.Set === undefined) return null;
  const set = new RE2.Set(
    phrases.map((phrase) => {
      const escaped = phrase.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      return `(?:^| )${escaped}${phrase.endsWith('*') ? '' : '(?: |$)'}`;
    }),
  );
  return (text) => set.match(text).length;
}
