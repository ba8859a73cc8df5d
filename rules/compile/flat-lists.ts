/** Where each of many lists begins when all lie one after another, and at last where they all end. */
export function offsetsOf(lists: readonly { readonly length: number }[]): Int32Array {
  const offsets = new Int32Array(lists.length + 1);
  let total = 0;
  lists.forEach(({ length }, i) => {
    offsets[i] = total;
    total += length;
  });
  offsets[lists.length] = total;
  return offsets;
}
