import { z } from 'zod';

/** Longest text kept of one post, in UTF-16 units; a longer one is cut at ingest and marked as cut. */
export const MAX_POST_LENGTH = 100_000;

/**
 * What PostgreSQL can store and a browser can show: no NUL, no lone surrogates (both arrive in the wild and are
 * refused by the server with SQLSTATE 22021 and 22P05).
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

const Text = z.string().transform(storableText);

/** PostgreSQL knows no year 0, and an offset may carry the last day of 9999 into a year that ISO 8601 writes with a sign. */
const Time = z.iso.datetime({ offset: true }).refine((time) => {
  const year = new Date(time).getUTCFullYear();
  return !(year < 1 || year > 9999);
}, 'expected a time of the years 1 to 9999, in UTC');

/** One image, video or file that a post shows: only described, never fetched at collection. */
export const Media = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'file']),
  alt: Text.optional(),
  /** SHA-256 of the original, lower-case hexadecimal; `null` while it was never fetched: that is for evidence only. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});
export type Media = z.infer<typeof Media>;

/** What is public about the thread that a post stands in. */
const Thread = z.strictObject({
  /** Key of the post that this one answers, as that post would have it in the same source. */
  replyTo: z.string().min(1).max(2000).transform(storableText).optional(),
  title: z.string().min(1).max(1000).transform(storableText).optional(),
});

/**
 * A public post as a source adapter yields it: the raw values. `author` and `permalink` exist only between the
 * adapter and the vault; after ingest they live in the sealed part, and an author appears as a keyed token.
 */
export const CollectedPost = z.strictObject({
  /** The platform's own identifier of the post, unique within its source. */
  key: z.string().min(1).max(2000).transform(storableText),
  text: Text.pipe(z.string().min(1)),
  /** BCP 47 tag where the platform states one; a hint only. */
  language: z.string().max(35).transform(storableText).optional(),
  publishedAt: Time.optional(),
  permalink: z.string().max(4096).transform(storableText).optional(),
  author: z.string().max(1000).transform(storableText).optional(),
  media: z.array(Media).max(50).optional(),
  thread: Thread.optional(),
});
export type CollectedPost = z.infer<typeof CollectedPost>;

/**
 * What is sealed, with posts that were staged together or, once flagged, alone; nothing of it is stored in
 * clear. Version 2 adds the thread and the hashes of media; version 1 is read as a post without them.
 */
export const SealedPost = z.strictObject({
  version: z.union([z.literal(1), z.literal(2)]),
  text: z.string(),
  isCut: z.boolean().optional(),
  permalink: z.string().optional(),
  author: z.string().optional(),
  media: z.array(Media).optional(),
  thread: Thread.optional(),
});
export type SealedPost = z.infer<typeof SealedPost>;

/** A post's keyed identifier: 128 bits of HMAC-SHA-256 in lower-case hexadecimal. */
export const PostId = z.string().regex(/^[0-9a-f]{32}$/);
export type PostId = z.infer<typeof PostId>;
