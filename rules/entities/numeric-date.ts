/** Day, month and perhaps year, in figures; or the year first (ISO 8601). */
export const NUMERIC_DATE = /\b(?:(?:19|20)\d{2}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?)\b/g;

/**
 * Those with so many digits that they could be a telephone number. Only with a year that can be meant, and free of further
 * digits: "06-12 34 56 78" and "01.12.20.26.11" are numbers.
 */
export const FULL_DATE =
  /(?<!\d[./-]?)(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d{2}|(?:19|20)\d{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01]))(?!\d)/g;
