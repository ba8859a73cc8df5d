/** The year first (ISO 8601), with any of the signs. */
const YEAR_FIRST = String.raw`(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)`;

/** Day and month, and perhaps the year: two or three numbers with one sign, and no fourth, as addresses of machines have. */
const DAY_FIRST = ['\\.', '/', '-'].map(
  (sign) => String.raw`(?<!\d[:${sign}])\d{1,2}${sign}\d{1,2}(?:${sign}\d{2,4})?(?!${sign}?\d)`,
);

/** A date in figures. */
export const NUMERIC_DATE = new RegExp(String.raw`\b(?:${[YEAR_FIRST, ...DAY_FIRST].join('|')})\b`, 'g');

const DATE =
  /(?<!\d[./-]?)(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d{2}|(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)/;
const HOURS = /(?<!\d[./-]?)(?:[01]?\d|2[0-4])[.:][0-5]\d ?- ?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![./-]?\d)/;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const MACHINE = new RegExp(String.raw`(?<!\d\.?)(?:${OCTET}\.){3}${OCTET}(?!\.?\d)`);

/**
 * What has as many digits as a telephone number and is none: a date with its year, from one hour to another, the address of a
 * machine. Dates only with a year that can be meant, and all free of further digits: "06-12 34 56 78" and "01.12.20.26.11" are numbers.
 */
export const NO_PHONE = new RegExp([DATE, HOURS, MACHINE].map(({ source }) => source).join('|'), 'g');
