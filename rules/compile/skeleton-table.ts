import { mayBeLetter, skeletonInto } from '../text/arabic-skeleton.ts';
import type { Element } from './element.ts';
import type { ElementList, TokenTableData } from './token-table-data.ts';

const MAX_LENGTH = 40;
/** Without dots, shorter stems stand for too many words. */
const MIN_STEM = 3;

/** Words and stems of Arabic letters by their shape without dots. */
export class SkeletonTable {
  readonly #data: TokenTableData;
  readonly #words = new Map<string, ElementList[]>();
  readonly #stems = new Map<string, ElementList[]>();
  readonly #scratch = new Uint16Array(MAX_LENGTH);

  constructor(data: TokenTableData) {
    this.#data = data;
    for (let id = 0; id + 1 < data.letterAt.length; id += 1)
      this.#add(id < data.words ? this.#words : this.#stems, id);
  }

  #add(to: Map<string, ElementList[]>, id: ElementList): void {
    const { letters, letterAt } = this.#data;
    const start = letterAt[id] ?? 0;
    const end = letterAt[id + 1] ?? 0;
    if (end - start < 2 || end - start > MAX_LENGTH) return;
    if (!skeletonInto(letters, { start, end }, this.#scratch)) return;
    const key = textOf(this.#scratch, end - start);
    const known = to.get(key);
    if (known === undefined) to.set(key, [id]);
    else known.push(id);
  }

  /** Elements of the words that the token can be: its dots are left out at will, never added. */
  lookup(units: Uint16Array, start: number, end: number): readonly Element[] {
    const length = end - start;
    if (length > MAX_LENGTH || !skeletonInto(units, { start, end }, this.#scratch)) return [];
    const found = new Set<Element>();
    this.#take(found, this.#words.get(textOf(this.#scratch, length)), { units, start });
    // A whole word that fits is likelier than any stem: without dots, stems fit half the language.
    if (found.size > 0) return [...found];
    for (let size = MIN_STEM; size <= length; size += 1)
      this.#take(found, this.#stems.get(textOf(this.#scratch, size)), { units, start });
    return [...found];
  }

  #take(
    found: Set<Element>,
    ids: readonly ElementList[] | undefined,
    token: { units: Uint16Array; start: number },
  ): void {
    const { elements, elementAt } = this.#data;
    for (const id of ids ?? []) {
      if (!this.#isSpelled(id, token)) continue;
      for (let at = elementAt[id] ?? 0; at < (elementAt[id + 1] ?? 0); at += 1) found.add(elements[at] ?? 0);
    }
  }

  #isSpelled(id: ElementList, { units, start }: { units: Uint16Array; start: number }): boolean {
    const { letters, letterAt } = this.#data;
    const from = letterAt[id] ?? 0;
    const length = (letterAt[id + 1] ?? 0) - from;
    for (let i = 0; i < length; i += 1)
      if (!mayBeLetter(units[start + i] ?? 0, letters[from + i] ?? 0)) return false;
    return true;
  }
}

function textOf(units: Uint16Array, length: number): string {
  return String.fromCharCode(...units.subarray(0, length));
}
