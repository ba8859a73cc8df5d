/** What is read as a part of the sign before it: accents and vowels, what chooses a picture or its colour, and pictures joined to one. */
const JOINED = /(?:[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic})+/uy;
/** No such sign has a lower code. */
const FIRST_JOINED = 0x300;

/** Where the sign that ends at a place of a post really ends: a mark that stopped before its vowel would cut the letter in two. */
export function signEnd(post: string, end: number): number {
  if (!(post.charCodeAt(end) >= FIRST_JOINED)) return end;
  JOINED.lastIndex = end;
  return JOINED.test(post) ? JOINED.lastIndex : end;
}
