import { REPLACEMENT } from './fold-code-point.ts';
import { classOfUnit, expansionOf, FOLD, foldUnit, isSurrogate } from './fold-table.ts';
import { hasBlankLine, hasLineEnd } from './line-end.ts';
import { SPACE } from './signs.ts';
import { UNIT } from './unit-class.ts';

/** A post without what reading it leaves out: it folds to the same, and its letters are as near to each other as they are read. */
export interface ClosedUp {
  readonly text: string;
  /** By unit of `text`, the unit of the post that it stands for. */
  readonly origin: Int32Array;
}

/** So many of one letter fold to one; fewer are spelling. */
const RUN = 3;

/** Takes out what nobody sees, all but three of a letter that stands there more often, and all of a blank but what it parts. */
export function closeUp(post: string): ClosedUp {
  const closing = new Closing();
  let blank = -1;
  for (let at = 0; at < post.length; ) {
    const character = characterAt(post, at);
    const folded = foldedOne(character);
    if (folded === SPACE && blank < 0) blank = at;
    if (folded !== SPACE && folded !== FOLD.dropped) {
      if (blank >= 0) closing.addBlank(post, blank, at);
      blank = -1;
      closing.add(character, folded, at);
    }
    at += character.length;
  }
  if (blank >= 0) closing.addBlank(post, blank, post.length);
  return closing.done();
}

class Closing {
  readonly #characters: string[] = [];
  readonly #places: number[] = [];
  #last = -1;
  #count = 0;

  /** @param folded the one unit that it folds to, or `FOLD.expanded` */
  add(character: string, folded: number, at: number): void {
    const isLetter = folded < FOLD.expanded && classOfUnit(folded) === UNIT.letter;
    this.#count = isLetter && folded === this.#last ? this.#count + 1 : 1;
    this.#last = isLetter ? folded : -1;
    if (this.#count > RUN) {
      // The last of them stands for the others, so that what ends with the run ends behind all of it.
      this.#characters.pop();
      this.#places.pop();
    }
    this.#characters.push(character);
    this.#places.push(at);
  }

  /** What is blank from `start` up to `end`, with signs that nobody sees: whether it ends a line or a paragraph is all that is asked of it. */
  addBlank(post: string, start: number, end: number): void {
    this.#last = -1;
    const blank = post.slice(start, end);
    const first = hasLineEnd(blank) ? '\n' : ' ';
    this.#characters.push(first);
    this.#places.push(start);
    if (!hasBlankLine(blank)) return;
    this.#characters.push('\n');
    this.#places.push(end - 1);
  }

  done(): ClosedUp {
    const text = this.#characters.join('');
    const origin = new Int32Array(text.length);
    let length = 0;
    this.#characters.forEach((character, which) => {
      for (let unit = 0; unit < character.length; unit += 1) {
        origin[length] = (this.#places[which] ?? 0) + unit;
        length += 1;
      }
    });
    return { text, origin };
  }
}

/** Halves of a character stand for themselves: brought together, two of them would be a character that the post does not have. */
function characterAt(post: string, at: number): string {
  const codePoint = post.codePointAt(at) ?? 0;
  return isSurrogate(codePoint) ? REPLACEMENT : String.fromCodePoint(codePoint);
}

/** The one unit that a character folds to, or one of `FOLD`. */
function foldedOne(character: string): number {
  if (character.length === 1) return foldUnit(character.charCodeAt(0));
  const folded = expansionOf(character.codePointAt(0) ?? 0);
  if (folded.length === 0) return FOLD.dropped;
  return folded.length === 1 ? folded.charCodeAt(0) : FOLD.expanded;
}
