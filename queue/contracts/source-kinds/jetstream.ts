import { z } from 'zod';
import { Url } from './fields.ts';

/**
 * One of nothing but marks and the Arabic stretch, or of one letter again and again, would be found in every post, and the whole
 * network stored.
 */
const Word = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .regex(/(?!\u0640)[\p{L}\p{N}\p{Extended_Pictographic}]/u, {
    error: 'expected a word with a letter, a digit or an emoji in it',
  })
  .regex(/^(?!((?!\u0640)\p{L})\1+$)/iu, { error: 'expected a word with different letters' });

/**
 * Posts of the Bluesky network as Jetstream streams them. What matches neither word nor hashtag nor account is never
 * stored: at least one of the three lists has an entry (checked with the whole source).
 */
export const jetstreamFields = {
  url: z
    .url({ protocol: /^wss?$/, error: 'expected a ws or wss address' })
    .default('wss://jetstream2.us-east.bsky.network/subscribe'),
  /** An AppView that is asked for a single post when it is captured; the scope has to list it. */
  postsUrl: Url.default('https://public.api.bsky.app'),
  /** A post matches when its text contains one of these, both read as the rules read a post. */
  words: z.array(Word).max(200).default([]),
  /** Without the `#`. */
  hashtags: z
    .array(Word.regex(/^[^#\s]+$/, { error: 'expected a hashtag without "#" and spaces' }))
    .max(100)
    .default([]),
  /** Posts that state other languages only are left out; those that state none are not. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, { error: 'expected a language such as "ar"' }))
    .max(50)
    .default([]),
  /** Only these accounts; each of their posts matches where there are neither words nor hashtags. */
  accounts: z
    .array(
      z.string().regex(/^did:[a-z]+:[A-Za-z0-9._:%-]{1,200}$/, {
        error: 'expected a DID such as "did:plc:abc"',
      }),
    )
    .max(40)
    .default([]),
  /** How long one round reads at most, seconds. */
  readSeconds: z.int().min(1).max(300).default(60),
  /** Posts that one round stores at most; the next round goes on behind them. */
  maxPosts: z.int().min(1).max(10_000).default(1000),
  /** How far back the very first round begins, minutes; public servers keep 36 hours. */
  lookBackMinutes: z.int().min(0).max(2160).default(10),
};
