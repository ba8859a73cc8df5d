import { z } from 'zod';
import { isSamePerson } from './same-person.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
const name = z.string().min(1).max(120);

/** One thing that differs from the release before. A rule's author may not sign for it. */
const Change = z.strictObject({
  /** The rule's id, or the file and part of it (`de/words.yml words`). */
  what: name,
  kind: z.enum(['rule', 'vocabulary']),
  how: z.enum(['added', 'changed', 'removed']),
  author: name,
  /** Who answered for it in the release before, where that is another name. May not sign either. */
  authorBefore: name.optional(),
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
  /** Of what is live in them (`liveDigestOf`); records of before December 2026 do not say. */
  live: Sha256.optional(),
  /** Of the release that the changes are counted from; null for the first. */
  parent: Sha256.nullable(),
  /** Set when these very packs were released before: then one signature is enough, where `returnsTo` proves it. */
  isReturn: z.boolean(),
  createdOn: z.iso.date(),
  changes: z.array(Change),
  measured: z.array(Measured),
  signatures: z.array(Signature),
});

/** No return, so that it proves nothing by another one of these. */
const Unreturned = Standing.extend({ isReturn: z.literal(false) });

/** What approvers sign: which packs, what changed, and what the change was measured to do. */
export const ReleaseRecord = Standing.extend({
  /** The record under which two approvers released what is live here: then one signature is enough, as nothing live changed since. */
  liveFrom: Unreturned.optional(),
  /** Of a return: the record under which these packs were released. No return itself. */
  returnsTo: Unreturned.extend({ liveFrom: Unreturned.optional() }).optional(),
});
export type ReleaseRecord = z.infer<typeof ReleaseRecord>;

/** What a return keeps of the release that it returns to. A return of a return keeps the record that two signed. */
export function standingRecord({ returnsTo, ...record }: ReleaseRecord): ReleaseRecord['returnsTo'] {
  return record.isReturn ? returnsTo : { ...record, isReturn: false };
}

/**
 * What a change keeps of the release that it follows where nothing live differs: the record that two signed for what is live. After
 * several such changes that is the same one still, so that records hold no chain of records.
 * @param live of the packs after the change
 */
export function recordOfLive(parent: ReleaseRecord, live: string): ReleaseRecord['liveFrom'] {
  const standing = standingRecord(parent);
  if (standing === undefined) return undefined;
  const { liveFrom, ...own } = standing;
  const proof = liveFrom ?? own;
  return proof.live === live ? proof : undefined;
}

/** In the one spelling that Node writes: base64 has two bits to spare here, so that a key could be listed twice under two. */
function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text;
}

/** In one line, with nothing unseen in it but joiners, which are spelling in some scripts, and something to tell people by. */
export const ApproverId = name.regex(
  /^(?=.*[\p{L}\p{N}])(?:[^\p{C}\p{Z}]|[\u200C\u200D])+(?: (?:[^\p{C}\p{Z}]|[\u200C\u200D])+)*$/u,
  'expected an id of one line with a letter or digit in it, such as "ana-silva"',
);

/** People whose keys may release rules. */
export const Approvers = z.strictObject({
  approvers: z
    .array(
      z.strictObject({
        id: ApproverId,
        /** Ed25519 public key: 32 bytes, base64. */
        publicKey: z.string().refine(isKey, 'expected 32 bytes in base64'),
      }),
    )
    .superRefine((list, context) => {
      for (const [at, { id }] of list.entries()) {
        // Authors are compared so, too: whoever is spelled two ways would sign twice.
        const known = list.slice(0, at).find((other) => isSamePerson(other.id, id));
        if (known === undefined) continue;
        const message = `expected every person once, found "${id}" and "${known.id}", which are one name; take one out, or tell two people apart by more of their names`;
        context.addIssue({ code: 'custom', path: [at, 'id'], message });
      }
    })
    .refine(
      (list) => new Set(list.map(({ publicKey }) => publicKey)).size === list.length,
      'expected every key once',
    ),
});
export type Approver = z.infer<typeof Approvers>['approvers'][number];
