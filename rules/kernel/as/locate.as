// Where in the original each unit of the folded text comes from.

import { expansionOf, foldedBefore, infoOf, isLetter } from './units';

/**
 * Tells where in the source `[start, end)` each unit comes from that `read` made of it, from the unit at `length` on. Asked for
 * by few posts, so it is a pass of its own; it takes the same steps.
 */
export function locate(start: i32, end: i32, length: i32): void {
  let at = length;
  let last: u32 = foldedBefore(at);
  let before: u32 = 0;
  let runEnd = -1;
  for (let i = start; i < end; i += 1) {
    const source: u32 = load<u16>(i << 1, SOURCE);
    const info = infoOf(source);
    let unit = info & 0xffff;
    if (<i32>info > 0 && unit != last) {
      store<i32>(at << 2, i, FROM);
      store<i32>(at << 2, i + 1, TO);
      at += 1;
      before = last;
      last = unit;
      continue;
    }
    let count = 1;
    let to = i + 1;
    if ((info & DROPPED) != 0) {
      if ((info & EXPANDED) == 0) continue;
      count = load<u16>(expansionOf(info));
      unit = load<u16>(expansionOf(info) + (count << 1), 2);
      if (count > 1) last = load<u16>(expansionOf(info) + (count << 1));
    } else if (info == 0) {
      const low: u32 = load<u16>(i << 1, SOURCE + 2);
      i += 1;
      if (load<u8>(((source - 0xd800) << 10) | (low - 0xdc00), ASTRAL) != ASTRAL_SIGN) continue;
      count = 2;
      unit = low;
      to += 1;
    } else if (unit == last) {
      const isThird = <i32>info > 0 && isLetter(info) != 0 && before == unit;
      if (isThird) {
        at -= 1;
        runEnd = at;
        before = 0;
      }
      if (isThird || unit == SPACE || runEnd == at) {
        store<i32>(at << 2, to, TO - 4);
        continue;
      }
    }
    for (; count > 0; count -= 1, at += 1) {
      store<i32>(at << 2, to - 1 - i32(info == 0), FROM);
      store<i32>(at << 2, to, TO);
    }
    before = last;
    last = unit;
  }
}
