import { z } from 'zod';
import { NAMED_IN_TEXT } from '../../queue/contracts/index.ts';
import { Signatures, type SigningKind } from '../signed/signatures.ts';
import { isTag } from './direction-of.ts';

/** Longest time a message may be used, in days: what it says of help grows old. */
const MAX_DAYS = 366;

export const PREVENTION_SIGNING: SigningKind = {
  context: 'vigie prevention message v1\n',
  command: 'vigie prevention sign',
};

/** Where a message can stand: openly, and before everybody who comes by. There is no way to send it to anybody. */
const PLACEMENT_KINDS = ['own-page', 'public-page', 'print', 'broadcast', 'partner'] as const;

const Name = z.string().trim().min(1).max(120);
const Line = z.string().trim().min(3).max(300);

/** What people read. Nobody is named in it, and nobody is answered: it speaks to all who come by. */
const saidIn = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => text.search(NAMED_IN_TEXT) === -1, {
      error:
        'expected words to everybody without a handle, a profile, a number or a mail address, which have parts of their own',
    });
const Said = saidIn(20, 2000);

/** Help that is there for whoever asks, and how it is reached. */
const Help = z.strictObject({ name: Line, how: z.string().trim().min(3).max(500) });

/**
 * One prevention message, as it stands in `config/prevention/`. It has no field for an audience, a person, a post, an item or
 * a case: there is nothing to aim it with (PRE-08), and nothing of a post can get into it (PRE-09).
 */
export const PreventionMessage = z
  .strictObject({
    version: z.literal(1),
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'expected small letters, digits and hyphens' }),
    /** BCP 47 tag of what it is written in. */
    language: z.string().refine((tag) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) && isTag(tag), {
      error: 'expected the tag of a language, such as "ar" or "fa-Latn"',
    }),
    title: saidIn(5, 120),
    /** The sentence by which it says, in its language, that it is official and whose it is. */
    official: Said,
    /** What it tells, each part with where that can be looked up: whoever signs has looked. */
    paragraphs: z
      .array(z.strictObject({ text: Said, source: Line }))
      .min(1)
      .max(12),
    /** Who comes when life is in danger, on the way it speaks of. */
    rescue: z.array(Help).min(1).max(12),
    /** Where protection can be asked for, whoever one is and however one came. */
    protection: z.array(Help).min(1).max(12),
    /** Whose it is. */
    imprint: z.strictObject({ authority: Line, email: z.email(), address: Line }),
    placements: z
      .array(z.strictObject({ kind: z.enum(PLACEMENT_KINDS), where: Line }))
      .min(1)
      .max(25),
    /** Who wrote it; this person cannot sign it. */
    preparedBy: Name,
    preparedOn: z.iso.date(),
    /** It may be used until the start of this day, UTC. */
    expiresOn: z.iso.date(),
    signatures: Signatures,
  })
  .refine(({ official, imprint }) => official.includes(imprint.authority), {
    error: 'expected a sentence with the name of the authority, as the imprint has it,',
    path: ['official'],
  })
  .refine(({ placements }) => placements.every(({ where }) => where.search(NAMED_IN_TEXT) === -1), {
    error: 'expected places that anybody passes, and no account, number or mail address,',
    path: ['placements'],
  })
  .refine(
    ({ preparedOn, expiresOn }) =>
      preparedOn < expiresOn && Date.parse(expiresOn) - Date.parse(preparedOn) <= MAX_DAYS * 86_400_000,
    { error: `expected a date after preparedOn, by at most ${MAX_DAYS} days`, path: ['expiresOn'] },
  );
export type PreventionMessage = z.infer<typeof PreventionMessage>;
