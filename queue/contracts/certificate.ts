import { z } from 'zod';

/** What a person was trained in: one language, the rights of the people in posts, or the ways judgment goes astray. */
const Training = z.enum(['language', 'rights', 'bias']);
type Training = z.infer<typeof Training>;

/** Stands for the language of a training that has none. */
export const ANY_LANGUAGE = '*';

/** A BCP 47 tag, as far as its shape goes. */
export const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/;

/** A training that somebody had, and its last day. */
export const Certificate = z
  .strictObject({
    training: Training,
    /** BCP 47 tag of a language training; `*` of the others. */
    language: z.string(),
    /** The last day on which it counts, UTC. */
    validUntil: z.iso.date('expected a day such as 2027-06-30'),
  })
  .refine(
    ({ training, language }) =>
      training === 'language' ? LANGUAGE_TAG.test(language) : language === ANY_LANGUAGE,
    {
      error: 'expected a language tag such as "ar" for a language training, and none for the others',
      path: ['language'],
    },
  );
export type Certificate = z.infer<typeof Certificate>;

export type ReadableLanguages = readonly string[] | 'none';

/** Whether a certificate counts at `now` (ms since 1970). */
function isCurrent({ validUntil }: Certificate, now: number): boolean {
  return now < Date.parse(`${validUntil}T00:00:00Z`) + 86_400_000;
}

/**
 * The languages whose items a person may be given now: those of current language trainings, as long as the trainings in
 * rights and bias are current too (HUM-12). Who lacks one of these gets none.
 */
export function languagesOf(certificates: readonly Certificate[], now: number): ReadableLanguages {
  const current = certificates.filter((certificate) => isCurrent(certificate, now));
  const has = (training: Training) => current.some((certificate) => certificate.training === training);
  if (!has('rights') || !has('bias')) return 'none';
  return current.filter(({ training }) => training === 'language').map(({ language }) => language);
}

/**
 * Whether one of the languages covers the item's: `ar` covers `ar-Latn` (RFC 4647, basic filtering). A language that was
 * not recognised is given to everybody who is trained: only a reader can say what it is.
 */
export function covers(languages: ReadableLanguages, itemLanguage: string): boolean {
  if (languages === 'none') return false;
  if (itemLanguage === 'und') return true;
  return languages.some((language) => itemLanguage === language || itemLanguage.startsWith(`${language}-`));
}
