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

/** The same, by their two numbers. */
const VALUES: ReadonlyMap<string, number> = new Map(
  [...FRACTIONS].map(([code, decimals]) => [String.fromCharCode(code).normalize('NFKC'), Number(decimals)]),
);

/** What a fraction in several signs is worth, as its one sign would be; 0 where there is none. */
export function fractionOf(upper: number, lower: number): number {
  return VALUES.get(`${upper}\u2044${lower}`) ?? 0;
}

/** Whether a character of a post is a fraction in one sign. */
export function isFractionSign(post: string, at: number): boolean {
  return FRACTIONS.has(post.charCodeAt(at));
}
