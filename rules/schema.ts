import { z } from 'zod';
import { CATEGORIES, LANES } from './categories.ts';
import { patternFault } from './load/pattern-dialect.ts';
import { termFault } from './load/term-fault.ts';

const word = z.string().trim().min(1).max(120);
const term = word.superRefine((value, context) => {
  const fault = termFault(value);
  if (fault !== null)
    context.addIssue({ code: 'custom', message: fault, params: { code: 'rules.bad-term' } });
});
const linearPattern = z
  .string()
  .min(1)
  .max(500)
  .superRefine((value, context) => {
    const fault = patternFault(value);
    if (fault !== null)
      context.addIssue({ code: 'custom', message: fault, params: { code: 'rules.bad-pattern' } });
  });
const tag = z.string().regex(/^[a-z]{2,3}$/, 'expected a primary BCP-47 tag such as "ar"');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD');
const example = z.string().min(1).max(600);

/** What must be present in a post before a pattern is run at all; keeps regular expressions off most posts. */
const GATES = ['digit', 'at', 'slash', 'currency', 'flag', 'arrow'] as const;

const Pattern = z.strictObject({
  match: linearPattern,
  gate: z.enum(GATES),
});

/** A route is two known places with one of these words (or a dash or arrow) between them. */
const Route = z.strictObject({
  between: z.array(word).min(1),
});

export const Rule = z.strictObject({
  id: z
    .string()
    .regex(/^(?:[a-z]{2,3}|shared)\.[a-z-]+\.[a-z0-9-]+$/, 'expected "<language>.<category>.<slug>"'),
  title: z.string().min(3).max(120),
  status: z.enum(['live', 'shadow', 'retired', 'draft']),
  languages: z.array(tag).min(1),
  category: z.enum(CATEGORIES),
  /** Points; 0 for protection, which is never ranked. */
  weight: z.number().int().min(0).max(10),
  terms: z.array(term).optional(),
  patterns: z.array(Pattern).optional(),
  route: Route.optional(),
  /** Each list must have a hit within `within` tokens of the term. */
  with: z.array(z.array(term).min(1)).max(4).optional(),
  /** Any hit within `within` tokens cancels the term. */
  without: z.array(term).optional(),
  within: z.number().int().min(1).max(40).optional(),
  /** Protection only: stands back when the post carries a counter-signal of one of these categories. */
  unless: z.array(z.enum(CATEGORIES)).optional(),
  rationale: z.string().min(10),
  references: z.array(z.string().min(2)).default([]),
  evidence: z.enum(['attested', 'needs-native-review']),
  gloss: z.string().min(2),
  benign: z.string().min(2),
  author: z.string().min(2),
  reviewed: date,
  examples: z.strictObject({ match: z.array(example).min(2), reject: z.array(example).min(2) }),
});
export type Rule = z.infer<typeof Rule>;

const WholePost = z.strictObject({ text: example, lane: z.enum(LANES), note: z.string().optional() });

/** Place names are no evidence by themselves; they only become the ends of a route. */
export const Places = z.strictObject({
  language: tag,
  names: z.array(term).min(1),
  /** Written together with the name: case endings and proclitics. */
  suffixes: z.array(word).default([]),
  prefixes: z.array(word).default([]),
  /** The same, when they also say "to": no word between the places is needed then. */
  toSuffixes: z.array(word).default([]),
  toPrefixes: z.array(word).default([]),
});
export type Places = z.infer<typeof Places>;

/** The offer gate's numbers; part of the release, so they live in a pack and not in code. */
export const Gate = z.strictObject({
  /** Points needed for `review`. */
  threshold: z.number().int().min(1).max(100),
  /** Independent offer kinds needed beside the provider's voice. */
  kinds: z.number().int().min(2).max(8),
});
export type Gate = z.infer<typeof Gate>;

export const PackFile = z.strictObject({
  language: z.union([tag, z.literal('shared')]),
  about: z.string().min(3),
  gate: Gate.optional(),
  places: z.array(Places).optional(),
  rules: z.array(Rule).default([]),
  cases: z.array(WholePost).default([]),
});
export type PackFile = z.infer<typeof PackFile>;

/** A validated pack and the file it came from (relative to the packs folder, with forward slashes). */
export interface Pack extends PackFile {
  readonly file: string;
}
