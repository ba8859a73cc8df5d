import type { Element } from '../compile/element.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { type ElementList, NO_LIST } from '../compile/token-table-data.ts';
import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';

/** What each token of a post can stand for, in flat arrays that serve one post after another. */
export interface Meanings {
  /** Each token's range in `elements`; an empty one says that it means nothing to any rule. */
  from: Int32Array;
  to: Int32Array;
  /** One bit for each of the token's elements, so that most phrases are told apart without looking further. */
  signature: Int32Array;
  /** The table's lists, and room behind them for readings that are put together in this post. */
  readonly elements: Int32Array;
  /** Where that room begins, and how far it is filled. */
  readonly ownFrom: number;
  ownTo: number;
}

/** Elements put together in one post; those beyond are left out. Only texts without dots need any. */
const MAX_OWN = 16 * 1024;

export function emptyMeanings({ data }: TokenTable): Meanings {
  const elements = new Int32Array(data.elements.length + MAX_OWN);
  elements.set(data.elements);
  const { length } = data.elements;
  return { ...emptyTokens(FIRST_TOKENS), elements, ownFrom: length, ownTo: length };
}

function emptyTokens(size: number): Pick<Meanings, 'from' | 'to' | 'signature'> {
  return { from: new Int32Array(size), to: new Int32Array(size), signature: new Int32Array(size) };
}

/** Forgets the last post and makes room for so many tokens. */
export function resetMeanings(meanings: Meanings, tokens: number): void {
  const room = roomFor(meanings.from.length, tokens);
  if (room !== meanings.from.length) Object.assign(meanings, emptyTokens(room));
  meanings.ownTo = meanings.ownFrom;
}

/** Says that the token stands for what the table lists. */
export function setMeaning(meanings: Meanings, at: number, table: TokenTable, list: ElementList): void {
  if (list === NO_LIST) {
    setRange(meanings, at, 0, 0);
    return;
  }
  const { elementAt } = table.data;
  setRange(meanings, at, elementAt[list] ?? 0, elementAt[list + 1] ?? 0);
}

/** Says that the token stands for elements that no list of the table holds together. */
export function setOwnMeaning(meanings: Meanings, at: number, elements: readonly Element[]): void {
  const from = meanings.ownTo;
  for (const element of elements) {
    if (meanings.ownTo === meanings.elements.length) break;
    meanings.elements[meanings.ownTo] = element;
    meanings.ownTo += 1;
  }
  setRange(meanings, at, from, meanings.ownTo);
}

function setRange(meanings: Meanings, at: number, from: number, to: number): void {
  meanings.from[at] = from;
  meanings.to[at] = to;
  let bits = 0;
  for (let i = from; i < to; i += 1) bits |= 1 << ((meanings.elements[i] ?? 0) & 31);
  meanings.signature[at] = bits;
}

/** Whether the token can stand for the element. */
export function means({ from, to, signature, elements }: Meanings, at: number, element: Element): boolean {
  if ((((signature[at] ?? 0) >>> (element & 31)) & 1) === 0) return false;
  const end = to[at] ?? 0;
  for (let i = from[at] ?? 0; i < end; i += 1) if (elements[i] === element) return true;
  return false;
}
