/**
 * Fractions in one sign, as decimals, which stand behind a whole number as well ("2½" is 2.5); NFKC would make 21⁄2 of it. By the
 * code of the sign.
 */
export const FRACTIONS: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '½': '.5',
    '⅓': '.33',
    '⅔': '.67',
    '¼': '.25',
    '¾': '.75',
    '⅕': '.2',
    '⅖': '.4',
    '⅗': '.6',
    '⅘': '.8',
    '⅙': '.17',
    '⅚': '.83',
    '⅐': '.14',
    '⅛': '.125',
    '⅜': '.375',
    '⅝': '.625',
    '⅞': '.875',
    '⅑': '.11',
    '⅒': '.1',
  }).map(([sign, decimals]) => [sign.charCodeAt(0), decimals]),
);

/** Whether a character of a post is a fraction in one sign. */
export function isFractionSign(post: string, at: number): boolean {
  return FRACTIONS.has(post.charCodeAt(at));
}
