import type { Assessment, DepartureDay } from '../../queue/contracts/index.ts';
import { escapePattern } from '../../queue/runtime/escape-pattern.ts';

/** A day is of a departure where it stands this close to words that the rules take for one, UTF-16 units. */
const REACH = 40;

/** Words for this evening or night, which the locale data of JavaScript do not have; where they hold the word for today, that is found. */
const TONIGHT: Readonly<Record<string, readonly string[]>> = {
  ar: ['الليلة'],
  en: ['tonight'],
  es: ['esta noche'],
  fa: ['امشب'],
  fr: ['ce soir', 'cette nuit'],
  it: ['stasera', 'stanotte'],
  tr: ['bu gece', 'bu akşam'],
};

const NUMERIC = /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-])/g;
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;

/**
 * The days that a post of the review lane names beside a departure, as the rules found it. Days are told by the words that
 * the language has for today, tomorrow and the weekdays (Unicode CLDR, which comes with Node), and by dates in figures, the
 * day first; so a departure told otherwise is not known. Which moment is meant follows from when the post was written.
 */
export function namedDepartures(text: string, { lane, language, signals }: Assessment): DepartureDay[] {
  if (lane !== 'review') return [];
  const windows = signals
    .filter(({ category }) => category === 'departure')
    .map(({ start, end }) => text.slice(Math.max(0, start - REACH), end + REACH));
  const words = wordsOf(language);
  return windows.flatMap((window) => {
    const folded = fold(window);
    return [...words.flatMap(({ pattern, day }) => (pattern.test(folded) ? [day] : [])), ...datesIn(window)];
  });
}

interface DayWord {
  readonly pattern: RegExp;
  readonly day: DepartureDay;
}

const known = new Map<string, readonly DayWord[]>();

function wordsOf(language: string): readonly DayWord[] {
  const found = known.get(language) ?? readWords(language);
  known.set(language, found);
  return found;
}

function readWords(language: string): DayWord[] {
  // Without data of a language its own would be read as English.
  const [locale] = Intl.DateTimeFormat.supportedLocalesOf(isTag(language) ? language : 'und');
  if (locale === undefined) return [];
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const tonight = TONIGHT[new Intl.Locale(locale).language] ?? [];
  return [
    ...[0, 1, 2].map((inDays) => dayWord(relative.format(inDays, 'day'), { inDays })),
    ...tonight.map((words) => dayWord(words, { inDays: 0 })),
    // 1970-01-04 was a Sunday.
    ...[0, 1, 2, 3, 4, 5, 6].map((weekday) =>
      dayWord(weekdays.format(new Date(Date.UTC(1970, 0, 4 + weekday))), { weekday }),
    ),
  ];
}

function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

/** Whole words, but in Chinese, which writes none apart. */
function dayWord(words: string, day: DepartureDay): DayWord {
  const folded = escapePattern(fold(words));
  const isHan = /\p{Script=Han}/u.test(folded);
  return {
    pattern: isHan
      ? new RegExp(folded, 'u')
      : new RegExp(`(?<![\\p{L}\\p{N}])${folded}(?![\\p{L}\\p{N}])`, 'u'),
    day,
  };
}

function datesIn(window: string): DepartureDay[] {
  const iso = [...window.matchAll(ISO)].map(([, year, month, day]) => dateOf(day, month, year));
  const numeric = [...window.replace(ISO, ' ').matchAll(NUMERIC)].map(([, day, , month, year]) =>
    dateOf(day, month, year),
  );
  return [...iso, ...numeric].filter(({ day, month }) => day >= 1 && day <= 31 && month >= 1 && month <= 12);
}

function dateOf(day?: string, month?: string, year?: string) {
  const full = year?.length === 2 ? `20${year}` : year;
  return { day: Number(day), month: Number(month), ...(full !== undefined && { year: Number(full) }) };
}

/** Without case and without marks, which are left out as often as written. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/’/g, "'");
}
