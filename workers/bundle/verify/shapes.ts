import { z } from 'zod';
import { CaptureId, ExhibitObject, Sha256 } from '../../../queue/contracts/index.ts';

/** What a verifier reads of `data/export.json`; the rest is for people. */
export const ExportRecord = z.looseObject({
  version: z.literal(1),
  number: z.int().positive(),
  caseNumber: z.int().positive(),
  log: z.strictObject({ origin: z.string(), size: z.int().positive() }),
  items: z
    .array(
      z.strictObject({
        place: z.int().positive(),
        exhibit: z.string(),
        itemId: z.string(),
        path: z.string(),
      }),
    )
    .min(1)
    .max(25),
});
export type ExportRecord = z.infer<typeof ExportRecord>;

/** What a verifier reads of an `item.json`. */
export const ItemRecord = z.looseObject({
  version: z.literal(1),
  exhibit: z.string(),
  place: z.int().positive(),
  itemId: z.string(),
  capture: z.strictObject({
    id: CaptureId,
    objects: z.array(z.strictObject({ ...ExhibitObject.shape, path: z.string() })).min(1),
  }),
  custody: z.strictObject({ count: z.int().positive(), last: Sha256 }),
  /** Bundles from before archives were signed have none. */
  signature: z
    .strictObject({
      state: z.enum(['signed', 'unsigned']),
      reason: z.string().nullable(),
      domain: z.string().nullable(),
      created: z.iso.datetime().nullable(),
      authority: z.string().nullable(),
      genTime: z.iso.datetime().nullable(),
      path: z.string().nullable(),
    })
    .optional(),
  /** Bundles from before there were calendars have none. */
  opentimestamps: z
    .array(
      z.strictObject({
        number: z.int().positive(),
        calendar: z.string(),
        state: z.enum(['unsent', 'pending', 'attested', 'confirmed']),
        reason: z.string().nullable(),
        height: z.int().nonnegative().nullable(),
        block: z
          .strictObject({
            height: z.int().nonnegative(),
            hash: z.string(),
            time: z.iso.datetime(),
            header: z.string().regex(/^[0-9a-f]{160}$/),
          })
          .nullable(),
        path: z.string().nullable(),
      }),
    )
    .default([]),
  timestamps: z.array(
    z.strictObject({
      number: z.int().positive(),
      authority: z.string(),
      state: z.enum(['pending', 'confirmed', 'refused']),
      reason: z.string().nullable(),
      genTime: z.iso.datetime().nullable(),
      path: z.string().nullable(),
    }),
  ),
});
export type ItemRecord = z.infer<typeof ItemRecord>;
