/**
 * Lists of numbers, one behind the other: reading one asks for two places in memory, where a list of lists asks for four. Most that a post
 * asks for lie far away.
 */
export interface FlatLists {
  /** By list, where it begins in `all`; one more at the end. */
  readonly from: Int32Array;
  readonly all: Int32Array;
}

export function flatLists(lists: readonly (readonly number[])[]): FlatLists {
  const from = new Int32Array(lists.length + 1);
  let length = 0;
  lists.forEach((list, at) => {
    length += list.length;
    from[at + 1] = length;
  });
  const all = new Int32Array(length);
  lists.forEach((list, at) => {
    all.set(list, from[at]);
  });
  return { from, all };
}

/** The numbers of one list. */
export function numbersOf({ from, all }: FlatLists, list: number): Int32Array {
  return all.subarray(from[list] ?? 0, from[list + 1] ?? 0);
}

/** Groups of lists, of each of which one must be met; the last of a group is told by its complement (`~`). Groups are not empty. */
export function flatGroups(groups: readonly (readonly number[])[]): readonly number[] {
  return groups.flatMap((group) => group.map((list, at) => (at === group.length - 1 ? ~list : list)));
}
