const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Figures as Arabic and Persian keyboards write them (١٢٣ or ۱۲۳), and full-width ones, as 0 to 9. */
export function latinDigits(typed: string): string {
  return typed.normalize('NFKC').replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
}
