import { z } from 'zod';
import { CATEGORIES, LANES } from './categories.ts';
import { Gate } from './gate.ts';
import { GlossInPack } from './gloss.ts';
import { Leanings, RuleLeaning } from './leanings.ts';
import { patternFault } from './load/pattern-dialect.ts';
import { joiningFault, nameFault, termFault, wordFault } from './load/term-fault.ts';
import { date, Review } from './review.ts';

/** A whole list of terms named by its concept. */
export const CONCEPT_REFERENCE = /^@[a-z]+(?:-[a-z]+)*$/;

const word = z.string().trim().min(1).max(120);
const wordWithout = (faultOf: (value: string) => string | null) =>
  word.superRefine((value, context) => {
    const fault = faultOf(value);
    if (fault !== null)
      context.addIssue({ code: 'custom', message: fault, params: { code: 'rules.bad-term' } });
  });
/** What begins like a concept and is none would be looked for nowhere, and nobody would hear of it. */
const orConcept = (faultOf: (value: string) => string | null) => (value: string) => {
  if (!value.startsWith('@')) return faultOf(value);
  return CONCEPT_REFERENCE.test(value)
    ? null
    : 'expected a concept as it is spelled, in small letters and dashes such as "@per-head"';
};
const term = wordWithout(wordFault);
/** A term, or `@name` for all that a language lists under the concept of that name. */
const termOrConcept = wordWithout(orConcept(termFault));
/** The same or signs, between two places or beside one. */
const joining = wordWithout(orConcept(joiningFault));
const name = wordWithout((value) => wordFault(value) ?? nameFault(value));
/** What is written with a name. */
const beside = wordWithout(nameFault);
const linearPattern = z
  .string()
  .min(1)
  .max(500)
  .superRefine((value, context) => {
    const fault = patternFault(value);
    if (fault !== null)
      context.addIssue({ code: 'custom', message: fault, params: { code: 'rules.bad-pattern' } });
  });
const tag = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-Latn)?$/,
    'expected a primary BCP-47 tag such as "ar", or with "-Latn" when romanised',
  );
const conceptName = z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, 'expected a name such as "per-head"');
const example = z.string().min(1).max(600);

/** What must be present in a post before a pattern is run at all; keeps regular expressions off most posts. */
const GATES = ['digit', 'number', 'at', 'slash', 'currency', 'flag', 'arrow'] as const;

const Pattern = z.strictObject({
  match: linearPattern,
  gate: z.enum(GATES),
});

/** Which places make a route, and how they must be joined. Exactly one of `between`, `toward` and `adjacent`. */
const Route = z.strictObject({
  /** Two places with one of these words, concepts or signs between them (or, for words, just around them). */
  between: z.array(joining).min(1).optional(),
  /** One place with one of these words or concepts beside it. */
  toward: z.array(joining).min(1).optional(),
  /** For `toward`: so many tokens may stand between, and no end of a sentence.
   * @defaultValue 0 */
  near: z.number().int().min(1).max(20).optional(),
  /** Two places side by side with nothing between them. */
  adjacent: z.literal(true).optional(),
  /** For two places: only when they lie in different countries, or only in one.
   * @defaultValue either */
  border: z.enum(['crossed', 'inside']).optional(),
});

/** A sum of money, told by its size in euro at the rough rates of the money table. */
const Price = z.strictObject({
  /** At least so many euro; a sum without a known currency counts from 300. */
  atLeast: z.number().positive().optional(),
  /** Less than so many euro; the currency must be known. */
  below: z.number().positive().optional(),
});

export const Rule = z.strictObject({
  id: z
    .string()
    .regex(
      /^(?:[a-z]{2,3}(?:-Latn)?|shared)\.[a-z-]+\.[a-z0-9-]+$/,
      'expected "<language>.<category>.<slug>"',
    ),
  title: z.string().min(3).max(120).describe('What the rule finds, in a few words.'),
  status: z
    .enum(['live', 'shadow', 'retired', 'draft'])
    .describe('Only live rules speak; those in shadow are tried by lint, test, explain and backtest.'),
  languages: z
    .union([z.literal('all'), z.array(tag).min(1)])
    .describe(
      '"all": every language that lists words for the concepts the rule needs; words of its own, signs, patterns, routes and sums in every one. Several only where all it looks for are concepts.',
    ),
  category: z.enum(CATEGORIES).describe('Who speaks, or which kind of evidence this is.'),
  weight: z
    .number()
    .int()
    .min(0)
    .max(10)
    .describe(
      'Points: for an offer, against it, or, of a vulnerability or circumstance, for protection; 0 of what protects by itself.',
    ),
  terms: z
    .array(termOrConcept)
    .optional()
    .describe('Words to look for: phrases, "word*" for a stem, "@concept" for all words of a meaning.'),
  patterns: z.array(Pattern).optional(),
  route: Route.optional(),
  price: Price.optional(),
  leaning: RuleLeaning.optional().describe(
    'Goes by all words of a post together, as packs list them under "leanings".',
  ),
  with: z
    .array(z.array(termOrConcept).min(1))
    .max(4)
    .optional()
    .describe('Each list must have a hit within "within" tokens of the term, or of the sum of money.'),
  without: z
    .array(termOrConcept)
    .optional()
    .describe(
      'Any hit beside the term within "cancelWithin" tokens cancels it, and one that shares words with it and has two more, or takes all of it in.',
    ),
  within: z.number().int().min(1).max(40).optional().describe('In tokens; 12 when left out.'),
  cancelWithin: z
    .number()
    .int()
    .min(1)
    .max(40)
    .optional()
    .describe('In tokens; the same as "within" when left out.'),
  unless: z
    .array(z.enum(CATEGORIES))
    .optional()
    .describe('Of releases before December 2026, which load all the same; nothing reads it any more.'),
  rationale: z.string().min(10).describe('Why this is evidence.'),
  references: z
    .array(z.string().min(2))
    .default([])
    .describe('Public sources in which the wording is attested.'),
  evidence: z.enum(['attested', 'needs-native-review']),
  gloss: GlossInPack,
  benign: z.string().min(2).describe('Who else says this, and means nothing by it.'),
  knownFalsePositives: z.array(z.string().min(5)).default([]).describe('What it is known to find wrongly.'),
  author: z.string().min(2),
  reviewed: date,
  examples: z.strictObject({ match: z.array(example).min(2), reject: z.array(example).min(2) }),
});
export type Rule = z.infer<typeof Rule>;

const WholePost = z.strictObject({ text: example, lane: z.enum(LANES), note: z.string().optional() });

/** Place names are no evidence by themselves; they only become the ends of a route. */
export const Places = z.strictObject({
  language: tag,
  /** Names by the country they lie in: ISO 3166-1 alpha-2, `EU` for Europe as a whole, `ZZ` where unknown. */
  in: z.record(z.string().regex(/^[A-Z]{2}$/, 'expected a country code such as "GR"'), z.array(name).min(1)),
  /** Written together with the name: case endings and proclitics. */
  suffixes: z.array(beside).default([]),
  prefixes: z.array(beside).default([]),
  /** The same, when they also say "to": no word between the places is needed then. */
  toSuffixes: z.array(beside).default([]),
  toPrefixes: z.array(beside).default([]),
  /** Words of their own that make a people of the name behind them ("người", "orang"): it is no end of a route then. */
  peopleBefore: z.array(beside).default([]),
  /** The same for what stands behind the name. */
  peopleAfter: z.array(beside).default([]),
  /** What begins like `peopleAfter` and leaves the name a place: "per head", "who arrives". */
  placeAfter: z.array(beside).default([]),
});
export type Places = z.infer<typeof Places>;

/** A meaning that every language lists its own words for. */
const Concept = z.strictObject({
  name: conceptName,
  /** What belongs in the list, for a native reader. */
  means: z.string().min(5),
  /** What must stay out of it; empty when nothing is easily confused. */
  not: z.string(),
});

/** How sums of money are told in a language. */
const Money = z.strictObject({
  /** Words and signs by currency: ISO 4217. */
  currencies: z.record(
    z.string().regex(/^[A-Z]{3}$/, 'expected a currency code such as "EUR"'),
    z.array(term),
  ),
  /** Words that multiply the number before them: `1000`, `100000` (lakh), `1000000`. */
  multipliers: z.record(
    z.string().regex(/^10{1,9}$/, 'expected a power of ten such as "1000"'),
    z.array(term),
  ),
  /** The currency, ISO 4217, that large sums without one are told in: "150 ribu" is rupiah. Left out where there are several,
   * and where 50,000 of it buy more than a fare. */
  home: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected a currency code such as "IDR"')
    .optional(),
});
export type Money = z.infer<typeof Money>;

/** Euro per unit. Only ever used to tell a bus fare from the price of a crossing, so rough is enough. */
const Rates = z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive());

export const PackFile = z.strictObject({
  language: z.union([tag, z.literal('shared')], {
    error: 'expected a primary BCP-47 tag such as "ar", one with "-Latn" when romanised, or "shared"',
  }),
  about: z.string().min(3),
  /** Who answers for the words and places of this file; rules name their own author. */
  author: z.string().min(2).optional(),
  review: Review.optional().describe(
    'Whether a native reader has checked the words and places of this file; "none" when left out.',
  ),
  /** The language this one is mixed with in everyday writing: their words may then meet in one rule. */
  joins: tag.optional(),
  gate: Gate.optional(),
  rates: Rates.optional(),
  concepts: z.array(Concept).optional(),
  words: z.record(conceptName, z.array(term)).optional(),
  money: Money.optional(),
  places: z.array(Places).optional(),
  leanings: Leanings.optional(),
  /** What shared rules must and must not find in this language, by the id of the rule. */
  examples: z
    .record(z.string(), z.strictObject({ match: z.array(example).min(1), reject: z.array(example).min(1) }))
    .optional(),
  rules: z.array(Rule).default([]),
  cases: z.array(WholePost).default([]),
});
export type PackFile = z.infer<typeof PackFile>;

/** A validated pack and the file it came from (relative to the packs folder, with forward slashes). */
export interface Pack extends PackFile {
  readonly file: string;
}
