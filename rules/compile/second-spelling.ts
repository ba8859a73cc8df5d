/**
 * How else writers of a language spell a term, `null` where they do not. What is a matter of one letter is unified for all languages when
 * a post is read (`text/letter-unification.ts`); here stands what takes another number of letters, or is right in one language alone.
 */
function secondSpelling(term: string, tag: string): string | null {
  const second = SECOND[tag]?.(term.normalize('NFC')) ?? term;
  return second === term ? null : second;
}

/** The terms, each with its second spelling behind it where it has one. */
export function withSecondSpellings(terms: readonly string[], tag = ''): readonly string[] {
  return terms.flatMap((term) => {
    const second = secondSpelling(term, tag);
    return second === null ? [term] : [term, second];
  });
}

type Respell = (term: string) => string;

/** German keyboards apart, dots over vowels are written as an e behind them (DIN 5009; in papers ICAO Doc 9303): "fuer Maenner". */
function withoutDots(term: string): string {
  return term.replaceAll(/[äöüÄÖÜ]/g, (vowel) => `${vowel.normalize('NFD').charAt(0)}e`);
}

/** In Hindi and Nepali a nasal before a stop of its own class is written as that letter or as a dot above: लन्दन, लंदन. */
function withOtherNasal(term: string): string {
  const dotted = term.replaceAll(CLASS_NASAL, ANUSVARA);
  if (dotted !== term) return dotted;
  return term.replaceAll(DOT_BEFORE_STOP, (_dot, stop: string) => `${nasalOf(stop)}${VIRAMA}${stop}`);
}

const ANUSVARA = '\u0902';
const VIRAMA = '\u094D';
/** Stops by class, from the throat to the lips, and the nasal of each (Unicode standard, chapter 12.1). */
const CLASSES: readonly (readonly [nasal: string, stops: string])[] = [
  ['ङ', 'कखगघ'],
  ['ञ', 'चछजझ'],
  ['ण', 'टठडढ'],
  ['न', 'तथदध'],
  ['म', 'पफबभ'],
];
const CLASS_NASAL = new RegExp(
  CLASSES.map(([nasal, stops]) => `${nasal}${VIRAMA}(?=[${stops}])`).join('|'),
  'g',
);
const DOT_BEFORE_STOP = new RegExp(`${ANUSVARA}([${CLASSES.map(([, stops]) => stops).join('')}])`, 'g');

function nasalOf(stop: string): string {
  return CLASSES.find(([, stops]) => stops.includes(stop))?.[0] ?? '';
}

/** The sign of a long consonant is left out as often as it is written in Gurmukhi: ਲੱਖ, ਲਖ. */
function withoutAdhak(term: string): string {
  return term.replaceAll('\u0A71', '');
}

const SECOND: Readonly<Record<string, Respell>> = {
  de: withoutDots,
  hi: withOtherNasal,
  ne: withOtherNasal,
  pa: withoutAdhak,
};
