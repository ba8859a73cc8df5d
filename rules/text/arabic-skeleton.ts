/**
 * Arabic-script letters that differ only by their dots, each group written as its first letter. Dots are left out to
 * escape word lists; a text that does so is read by its skeleton, and so are the terms it is compared with.
 */
const GROUPS: readonly string[] = [
  'ٮبتثپٹٺټنںيیىئڼېێ',
  'حجخچڅځ',
  'دذڈډ',
  'رزژڑړڕږ',
  'سشښ',
  'صض',
  'طظ',
  'عغ',
  'ڡفقڤٯڨ',
  'كگکګ',
  'لڵ',
];

const SKELETON = new Uint16Array(0x10000);
for (const group of GROUPS) {
  const first = group.charCodeAt(0);
  for (let i = 0; i < group.length; i += 1) SKELETON[group.charCodeAt(i)] = first;
}

/** The letters that give a text without dots away. Noon ghunna is not among them: Urdu uses it. */
export function isDotlessLetter(unit: number): boolean {
  return unit === 0x66e || unit === 0x66f || unit === 0x6a1;
}

/** Letters that folded text has where a letter without dots stood; noon, yeh, feh and qaf have one reading each. */
const BARE: ReadonlySet<number> = new Set([...'بحدرسصطعكل'].map((letter) => letter.charCodeAt(0)));

/** Whether a letter of folded text without dots can be read as `letter`. Dots are left out at will, never added. */
export function mayBeLetter(unit: number, letter: number): boolean {
  return unit === letter || (BARE.has(unit) && skeletonOf(unit) === skeletonOf(letter));
}

/** Writes the skeleton of a token of Arabic letters into `out`; false when the token has other letters. */
export function skeletonInto(
  units: Uint16Array,
  range: { readonly start: number; readonly end: number },
  out: Uint16Array,
): boolean {
  for (let at = range.start; at < range.end; at += 1) {
    const unit = units[at] ?? 0;
    if (unit < 0x600 || unit > 0x77f) return false;
    out[at - range.start] = skeletonOf(unit);
  }
  return true;
}

function skeletonOf(unit: number): number {
  const skeleton = SKELETON[unit] ?? 0;
  return skeleton === 0 ? unit : skeleton;
}
