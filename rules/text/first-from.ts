/** Binary search: the first of the spans, sorted by start, that begins at `start` or later. */
export function firstFrom(spans: readonly { readonly start: number }[], start: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
