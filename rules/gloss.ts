import { z } from 'zod';

/** What the words that a rule looks for mean, by language of the interface. */
export interface Gloss {
  readonly en: string;
  readonly fr?: string | undefined;
  readonly es?: string | undefined;
  readonly ar?: string | undefined;
}

const meaning = z.string().min(2);
/** Packs of earlier releases say it in English alone, as one text: they are kept, and replayed. */
export const GlossInPack = z
  .union(
    [
      meaning.transform((en): Gloss => ({ en })),
      z.strictObject({ en: meaning, fr: meaning, es: meaning.optional(), ar: meaning.optional() }),
    ],
    'expected the meaning as { en, fr }, with es and ar where known',
  )
  .describe(
    'The meaning, for reviewers who do not read the words: in English and French, "es" and "ar" where known.',
  );
