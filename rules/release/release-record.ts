import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
const name = z.string().min(1).max(120);

/** One thing that differs from the release before. A rule's author may not sign for it. */
const Change = z.strictObject({
  /** The rule's id, or the file and part of it (`de/words.yml words`). */
  what: name,
  kind: z.enum(['rule', 'vocabulary']),
  how: z.enum(['added', 'changed', 'removed']),
  author: name,
  /** Whether it can move a post to another lane: false for drafts, shadow and retired rules. */
  isLive: z.boolean(),
});
export type Change = z.infer<typeof Change>;

const Share = z.strictObject({
  count: z.number().int(),
  of: z.number().int(),
  low: z.number(),
  high: z.number(),
});
const BeforeAfter = z.strictObject({ before: Share, after: Share });

/** What the change does to the posts of one file. */
const Measured = z.strictObject({
  /** The file's name, without its folder. */
  file: name,
  sha256: Sha256,
  posts: z.number().int().nonnegative(),
  languages: z.array(
    z.strictObject({
      lang: name,
      posts: z.number().int(),
      gained: z.number().int(),
      lost: z.number().int(),
      flagged: BeforeAfter,
      protected: BeforeAfter,
      offersFound: BeforeAfter.nullable(),
      falseFlags: BeforeAfter.nullable(),
      /** Persons at risk among what comes to review; records of before do not say. */
      leaked: BeforeAfter.nullable().optional(),
    }),
  ),
});

const Signature = z.strictObject({
  /** The id of an approver. */
  by: name,
  /** Ed25519 (RFC 8032) over the canonical record without its signatures; base64. */
  signature: z.base64(),
});

/** A record that stands by itself. */
const Standing = z.strictObject({
  version: z.literal(1),
  /** Of the packs: SHA-256 over every file's path and bytes. */
  digest: Sha256,
  /** Of the release that the changes are counted from; null for the first. */
  parent: Sha256.nullable(),
  /** Set when these very packs were released before: then one signature is enough, where `returnsTo` proves it. */
  isReturn: z.boolean(),
  createdOn: z.iso.date(),
  changes: z.array(Change),
  measured: z.array(Measured),
  signatures: z.array(Signature),
});

/** What approvers sign: which packs, what changed, and what the change was measured to do. */
export const ReleaseRecord = Standing.extend({
  /** Of a return: the record under which two approvers released these packs. No return itself, so it needed both of them. */
  returnsTo: Standing.extend({ isReturn: z.literal(false) }).optional(),
});
export type ReleaseRecord = z.infer<typeof ReleaseRecord>;

/** What a return keeps of the release that it returns to. A return of a return keeps the record that two signed. */
export function standingRecord({ returnsTo, ...record }: ReleaseRecord): ReleaseRecord['returnsTo'] {
  return record.isReturn ? returnsTo : { ...record, isReturn: false };
}

/** In the one spelling that Node writes: base64 has two bits to spare here, so that a key could be listed twice under two. */
function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text;
}

/** People whose keys may release rules. */
export const Approvers = z.strictObject({
  approvers: z
    .array(
      z.strictObject({
        id: name,
        /** Ed25519 public key: 32 bytes, base64. */
        publicKey: z.string().refine(isKey, 'expected 32 bytes in base64'),
      }),
    )
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'expected every id once')
    .refine(
      (list) => new Set(list.map(({ publicKey }) => publicKey)).size === list.length,
      'expected every key once',
    ),
});
export type Approver = z.infer<typeof Approvers>['approvers'][number];
