import { classOfUnit, disguiseOfUnit, expansionOf, PLAIN, plainInfo } from '../text/fold-table.ts';
import { SPACE } from '../text/signs.ts';
import { TRAIT, UNIT } from '../text/unit-class.ts';
import { LAYOUT } from './layout.ts';

/** Beside `PLAIN.dropped`: the unit folds to several or is a disguise, and the lower half says where that is told. */
export const EXPANDED = TRAIT.known << PLAIN.traitsShift;

/** In numbers of 16 bits. */
const ENTRY_SIZE = (1 << LAYOUT.EXPANSION_SHIFT) / Uint16Array.BYTES_PER_ELEMENT;

/** What the kernel is told of characters that stand for others: vowel signs in two parts, three dots, wide letters. */
export class Expansions {
  readonly #entries: Uint16Array;
  #count = 0;

  constructor(memory: ArrayBuffer) {
    this.#entries = new Uint16Array(memory, LAYOUT.EXPANSIONS, ENTRY_SIZE * LAYOUT.MAX_EXPANSIONS);
  }

  /**
   * Takes in a unit whose `plainInfo` is 0.
   * @returns what to tell the kernel instead, and of which units it must know more; null where the unit is to be read carefully
   */
  add(unit: number): { readonly info: number; readonly units: readonly number[] } | null {
    if (isSurrogate(unit) || this.#count === LAYOUT.MAX_EXPANSIONS) return null;
    const units = Array.from(expansionOf(unit), (character) => character.charCodeAt(0));
    if (!isPlain(units)) return null;
    const index = this.#count;
    this.#entries.set([units.length, disguiseOfUnit(unit), ...units], index * ENTRY_SIZE);
    this.#count += 1;
    return { info: PLAIN.odd | PLAIN.dropped | EXPANDED | index, units };
  }
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Whether the units are letters, none twice in a row, and what parts words, spaces aside. */
function isPlain(units: readonly number[]): boolean {
  if (units.length === 0 || units.length > LAYOUT.MAX_EXPANSION_UNITS) return false;
  return units.every((unit, at) => {
    const kind = classOfUnit(unit);
    if (kind === UNIT.letter) return plainInfo(unit) > 0 && unit !== units[at - 1];
    return kind === UNIT.separator && unit !== SPACE && !isSurrogate(unit);
  });
}
