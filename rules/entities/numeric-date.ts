/** The year first (ISO 8601), with any of the signs. */
const YEAR_FIRST = String.raw`(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)`;

const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const MONTH = '(?:0?[1-9]|1[0-2])';

/** Day, month and year: numbers with one sign, and no fourth, as addresses of machines have. The month may stand first. */
const WITH_YEAR = ['\\.', '/', '-'].map(
  (sign) =>
    String.raw`(?<!\d[:${sign}])(?:${DAY}${sign}${MONTH}|${MONTH}${sign}${DAY})${sign}(?:\d{4}|\d{2})(?!${sign}?\d)`,
);

/**
 * Day and month alone, with a sign that says enough. A slash does ("12/5"), but "24/7" is always. With a point they are a decimal ("39.5",
 * "2.5 km") unless the month has two figures ("12.05") or a point or the Chinese word for a day stands behind them ("3.5.", "5.20号"). With
 * a dash they are a range ("3-4", "10-12") unless a zero leads one ("05-12") or they have two figures each and fall ("24-12").
 */
const WITHOUT_YEAR = [
  String.raw`(?<!\d[:/])(?!24\/7\b)(?:${DAY}\/${MONTH}|${MONTH}\/${DAY})(?!\/?\d)`,
  String.raw`(?<!\d[:.])${DAY}\.(?:0[1-9]|1[0-2])(?!\.?\d| ?[%°])`,
  String.raw`(?<!\d[:.])(?:${DAY}\.${MONTH}(?=\.(?!\d)|[号號日])|${MONTH}\.${DAY}(?=[号號日]))`,
  String.raw`(?<!\d[:-])(?:0[1-9]-${DAY}|${DAY}-0[1-9]|(?:1[3-9]|2\d|3[01])-1[0-2]|12-1[01]|11-10)(?!-?\d)`,
];

/** A date in figures. */
export const NUMERIC_DATE = new RegExp(
  String.raw`\b(?:${[YEAR_FIRST, ...WITH_YEAR, ...WITHOUT_YEAR].join('|')})\b`,
  'g',
);

const DATE =
  /(?<!\d[./-]?)(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d{2}|(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)/;
const HOURS = /(?<!\d[./-]?)(?:[01]?\d|2[0-4])[.:][0-5]\d ?- ?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![./-]?\d)/;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const MACHINE = new RegExp(String.raw`(?<!\d\.?)(?:${OCTET}\.){3}${OCTET}(?!\.?\d)`);

/** A number with four decimals or more, as places on the globe are told by, and no trunk or country code. */
const DECIMAL = String.raw`(?<![\d.])(?:0|[1-9]\d{0,2})\.\d{4,}`;
/** One, or two with a space, a comma or a stroke between: "34.05223, -118.24368". Further digits make a telephone number of them. */
const COORDINATES = new RegExp(
  String.raw`(?<!\+ ?|\d[ ().-]{0,2})${DECIMAL}(?:[,;/]? ?-?${DECIMAL})?(?![ ().-]{0,2}\d)`,
);

/**
 * What has as many digits as a telephone number and is none: a date with its year, from one hour to another, the address of a
 * machine, a place on the globe. Dates only with a year that can be meant, and all free of further digits: "06-12 34 56 78" and
 * "01.12.20.26.11" are numbers.
 */
export const NO_PHONE = new RegExp(
  [DATE, HOURS, MACHINE, COORDINATES].map(({ source }) => source).join('|'),
  'g',
);
