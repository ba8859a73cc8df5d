/** The next round number of 1, 2 or 5 tens: where an axis ends. */
export function roundUp(value: number): number {
  if (value <= 5) return 5;
  const ten = 10 ** Math.floor(Math.log10(value));
  return (([1, 2, 5, 10] as const).find((step) => step * ten >= value) ?? 10) * ten;
}

/** Every so many-th of the labels, so that at most `most` are written. */
export function everyFew<T>(labels: readonly T[], most: number): (T | null)[] {
  const step = Math.ceil(labels.length / most);
  return labels.map((label, at) => ((labels.length - 1 - at) % step === 0 ? label : null));
}
