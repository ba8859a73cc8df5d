import { z } from 'zod';
import { Signatures, type SigningKind } from '../signed/signatures.ts';

/** Data protection impact assessment (Directive (EU) 2016/680, article 27), fundamental rights impact assessment. */
export const ASSESSMENT_KINDS = ['dpia', 'fria'] as const;
export type AssessmentKind = (typeof ASSESSMENT_KINDS)[number];

/** Longest time an assessment counts, in days. */
const MAX_DAYS = 366;
/** Characters of a part: less says nothing. */
const LEAST_LENGTH = 40;

const Part = z.string().trim().min(LEAST_LENGTH).max(20_000);
const Name = z.string().trim().min(1).max(120);

/** The parts of Regulation (EU) 2024/1689, article 27(1)(a) to (f). */
const parts = {
  /** (a) In which processes the program is used, and what for. */
  processes: Part,
  /** (b) From when until when, and how often. */
  periodAndFrequency: Part,
  /** (c) Which persons and groups it may touch, those who are not looked for included. */
  affectedGroups: Part,
  /** (d) Which harms may come to them. */
  harms: Part,
  /** (e) Who watches over it, with what powers. */
  oversight: Part,
  /** (f) What is done when a harm happens: who decides, where anybody can complain. */
  measuresAndComplaints: Part,
};

const VERSION = z.literal(1);

const head = {
  controller: Name,
  /** Who wrote it; this person cannot sign it. */
  preparedBy: Name,
  preparedOn: z.iso.date(),
  /** It counts until the start of this day, UTC. */
  expiresOn: z.iso.date(),
};

export const ASSESSMENT_SIGNING: SigningKind = {
  context: 'vigie rights assessment v1\n',
  command: 'vigie rights sign',
};

/** One signed assessment, as it stands in `config/rights/`. */
export const Assessment = z
  .discriminatedUnion('kind', [
    z.strictObject({
      version: VERSION,
      kind: z.literal('dpia'),
      ...head,
      /** Safeguards, security measures and mechanisms (Directive (EU) 2016/680, article 27(2)), and `parts`. */
      parts: z.strictObject({ ...parts, safeguards: Part }),
      signatures: Signatures,
    }),
    z.strictObject({
      version: VERSION,
      kind: z.literal('fria'),
      ...head,
      parts: z.strictObject(parts),
      signatures: Signatures,
    }),
  ])
  .refine(
    ({ preparedOn, expiresOn }) => preparedOn < expiresOn && !(daysBetween(preparedOn, expiresOn) > MAX_DAYS),
    {
      error: `expected a date after preparedOn, by at most ${MAX_DAYS} days`,
      path: ['expiresOn'],
    },
  );
export type Assessment = z.infer<typeof Assessment>;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
