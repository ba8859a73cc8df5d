import { groupBy } from '../evaluation/tally.ts';

/** Numbers in [0, 1) that a seed makes the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Sample {
  readonly lang: string;
  readonly text: string;
}

/** Every other text: what is tuned on one half is claimed on the other. */
export function halves<T>(samples: readonly T[]): readonly [readonly T[], readonly T[]] {
  return [samples.filter((_, at) => at % 2 === 0), samples.filter((_, at) => at % 2 === 1)];
}

/** Posts of about the length of real ones (median 200 UTF-16 units), from texts of one language each. */
export function joinPosts(
  samples: readonly Sample[],
  count: number,
  random: () => number,
): readonly string[] {
  const byLanguage = groupBy(samples, ({ lang }) => lang);
  const pools = [...byLanguage.values()];
  const posts: string[] = [];
  while (posts.length < count) {
    const pool = pools[Math.floor(random() * pools.length)] ?? [];
    // Log-normal, as lengths of real posts are.
    const wanted = Math.min(2_000, 200 * Math.exp(0.75 * gauss(random)));
    let post = '';
    while (post.length < wanted) post += `${pool[Math.floor(random() * pool.length)]?.text ?? ''} `;
    posts.push(post.slice(0, Math.max(20, wanted)));
  }
  return posts;
}

/** Box and Muller 1958. */
function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** How many of a hundred phrases have one, two, three and four words, as a list of terms has them. */
const LENGTHS = [36, 32, 19, 13] as const;
const SHARE_SEEN = 0.7;
/** A single word in more posts than this is too common to be a term. */
const MOST_COMMON = 0.001;
const SHARE_STEMS = 0.1;
const SHORTEST_STEM = 5;
/** So many more are drawn than wanted, since some are left out again (3 %). */
const SPARE = 1.1;

/**
 * Phrases as a list of terms has them: most occur in the texts, others are words put together at random; some words are
 * stems, written `word*`. The first thousand of ten thousand are the thousand.
 * @param texts token lists
 */
export function drawPhrases(
  texts: readonly (readonly string[])[],
  count: number,
  random: () => number,
): readonly string[] {
  const uses = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const vocabulary = [...uses.keys()];
  const isRare = (word: string) => (uses.get(word) ?? 0) <= Math.max(2, MOST_COMMON * texts.length);
  const phrases = new Set<string>();
  while (phrases.size < count * SPARE) {
    const length = drawLength(random);
    const words = random() < SHARE_SEEN ? cut(texts, length, random) : mix(vocabulary, length, random);
    const [first = ''] = words;
    if (words.length < length || (length === 1 && (first.length < 3 || !isRare(first)))) continue;
    const isStem = length === 1 && first.length >= SHORTEST_STEM && random() < SHARE_STEMS;
    phrases.add(isStem ? `${first}*` : words.join(' '));
  }
  return apartFromOneWord([...phrases]).slice(0, count);
}

/**
 * Without phrases whose neighbours make a word of another phrase ("covid 19" beside "covid19"): what a post joins by a hyphen is read as
 * that word, and as nothing else.
 */
function apartFromOneWord(phrases: readonly string[]): readonly string[] {
  const single = new Set(phrases.flatMap((phrase) => phrase.split(' ')));
  const isJoined = (word: string, at: number, all: readonly string[]) =>
    at > 0 && single.has(`${all[at - 1]}${word}`);
  return phrases.filter((phrase) => !phrase.split(' ').some(isJoined));
}

function drawLength(random: () => number): number {
  let left = random() * 100;
  for (const [index, share] of LENGTHS.entries()) {
    left -= share;
    if (left < 0) return index + 1;
  }
  return LENGTHS.length;
}

function cut(texts: readonly (readonly string[])[], length: number, random: () => number): readonly string[] {
  const words = texts[Math.floor(random() * texts.length)] ?? [];
  const start = Math.floor(random() * Math.max(1, words.length - length + 1));
  return words.slice(start, start + length);
}

function mix(vocabulary: readonly string[], length: number, random: () => number): readonly string[] {
  return Array.from({ length }, () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '');
}
