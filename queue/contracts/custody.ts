import { z } from 'zod';
import { CaptureId, ObjectRole, Sha256 } from './capture.ts';

/** An object as it came into our hands: the hash is of its content, before it was encrypted. Working copies are none. */
export const ExhibitObject = z.strictObject({
  role: ObjectRole.exclude(['working-copy']),
  sha256: Sha256,
  bytes: z.int().nonnegative(),
  mediaType: z.string(),
});
export type ExhibitObject = z.infer<typeof ExhibitObject>;

const common = {
  version: z.literal(1),
  itemId: z.string().min(1),
  /** 1 for the first of an item; without gaps. */
  number: z.int().positive(),
  /** SHA-256 of the event before it; `null` for the first. */
  previous: Sha256.nullable(),
  at: z.iso.datetime(),
  /** Account, or process, that did it. */
  actor: z.string().min(1),
};

const Control = z.strictObject({
  ...common,
  kind: z.literal('control'),
  capture: CaptureId,
  objects: z.array(ExhibitObject).min(1),
});
const Analysis = z.strictObject({
  ...common,
  kind: z.literal('analysis'),
  case: z.int().positive(),
  /** Numbers of the judgments that stand, in their order. */
  decisions: z.array(z.int().positive()),
});
const Transfer = z.strictObject({
  ...common,
  kind: z.literal('transfer'),
  case: z.int().positive(),
  export: z.int().positive(),
  recipient: z.string(),
});
const Disposition = z.strictObject({
  ...common,
  kind: z.literal('disposition'),
  /** `recalled` names the export that is called back. */
  what: z.enum(['erased', 'recalled']),
  export: z.int().positive().nullable(),
});

/**
 * One event of the chain of custody of an item (Berkeley Protocol on Digital Open Source Investigations, OHCHR 2022, paragraph
 * 167): `control`: it came into our hands; `analysis`: people judged it and put it into a case; `transfer`: it was handed
 * over; `disposition`: it was erased, or what had been handed over was called back. It holds no word of the post and names
 * nobody but by account.
 */
export const CustodyEvent = z.discriminatedUnion('kind', [Control, Analysis, Transfer, Disposition]);
export type CustodyEvent = z.infer<typeof CustodyEvent>;

/** An event before it has its place in the chain. */
export type NewCustodyEvent =
  | Pick<z.infer<typeof Control>, 'kind' | 'capture' | 'objects'>
  | Pick<z.infer<typeof Analysis>, 'kind' | 'case' | 'decisions'>
  | Pick<z.infer<typeof Transfer>, 'kind' | 'case' | 'export' | 'recipient'>
  | Pick<z.infer<typeof Disposition>, 'kind' | 'what' | 'export'>;
