/** What is read as a part of the sign before it: accents and vowels, what chooses a picture or its colour, and pictures joined to one. */
const JOINED = /(?:[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}]|\u200d\p{Extended_Pictographic})+/uy;
/** No such sign has a lower code. */
const FIRST_JOINED = 0x300;

/** Where the sign that ends at a place of a post really ends: a mark that stopped before its vowel would cut the letter in two. */
export function signEnd(post: string, end: number): number {
  const unit = post.charCodeAt(end);
  if (!(unit >= FIRST_JOINED) || !mayBeJoined(unit)) return end;
  JOINED.lastIndex = end;
  return JOINED.test(post) ? JOINED.lastIndex : end;
}

/** By unit, what is known of it: nothing yet, or one of the next two. */
const joined = new Uint8Array(0x10000);
const NEVER = 1;
const MAYBE = 2;

/** Whether a sign that is joined may begin with a unit. Remembered, as of Chinese each character would be asked. */
function mayBeJoined(unit: number): boolean {
  if (joined[unit] === 0) joined[unit] = MAY_BEGIN.test(String.fromCharCode(unit)) ? MAYBE : NEVER;
  return joined[unit] === MAYBE;
}

/** Any first half of a character of two units, too. */
const MAY_BEGIN = /[\p{M}\p{Grapheme_Extend}\p{Cs}]|\u200d/u;
