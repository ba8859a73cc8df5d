import { z } from 'zod';
import { textOfParts } from '../text-of-parts.ts';
import { statedTime } from '../time.ts';
import { facebook, instagram, threads } from './four-cat-meta.ts';
import { Id, Seconds, type Shape, shape, Text } from './four-cat-shape.ts';
import { telegram } from './four-cat-telegram.ts';

const tiktok = shape(
  'TikTok',
  z.object({
    id: Id,
    desc: Text,
    createTime: Seconds,
    author: z.union([Text, z.object({ uniqueId: Text })]).nullish(),
    textLanguage: Text.nullish(),
    stickersOnItem: z
      .array(z.object({ stickerText: z.array(Text).nullish() }))
      .nullish()
      .catch(undefined),
  }),
  ({ id, desc, createTime, author, textLanguage, stickersOnItem: stickers }) => {
    const name = typeof author === 'string' ? author : author?.uniqueId;
    return {
      id,
      text: textOfParts([desc, (stickers ?? []).map((one) => (one.stickerText ?? []).join(' ')).join('\n')]),
      author: name,
      lang: languageTag(textLanguage),
      url: name ? `https://www.tiktok.com/@${name}/video/${id}` : undefined,
      publishedAt: statedTime(createTime, undefined),
      media: [{ kind: 'video' }],
    };
  },
);

const tiktokComment = shape(
  'TikTok comments',
  z.object({
    cid: Id,
    text: Text,
    create_time: Seconds,
    reply_id: Id.nullish(),
    comment_language: Text.nullish(),
    user: z.object({ unique_id: Text.nullish(), uid: Id.nullish() }).nullish(),
    share_info: z.object({ url: Text.nullish() }).nullish(),
  }),
  (item) => ({
    id: item.cid,
    text: item.text,
    author: item.user?.unique_id ?? (item.user?.uid == null ? undefined : `@${item.user.uid}`),
    lang: languageTag(item.comment_language),
    url: item.share_info?.url,
    publishedAt: statedTime(item.create_time, undefined),
    replyTo: item.reply_id == null || String(item.reply_id) === '0' ? undefined : String(item.reply_id),
  }),
);

const bluesky = shape(
  'Bluesky',
  z.object({
    uri: z.string().startsWith('at://'),
    author: z.object({ handle: Text }),
    record: z.object({
      text: Text,
      created_at: Text.optional(),
      createdAt: Text.optional(),
      langs: z.array(Text).nullish(),
      reply: z.object({ parent: z.object({ uri: Text }).nullish() }).nullish(),
      embed: z
        .object({
          images: z.array(z.object({ alt: Text.nullish() })).nullish(),
          external: z.object({ uri: Text }).nullish().catch(undefined),
        })
        .nullish(),
      facets: z
        .array(z.object({ features: z.array(z.object({ uri: Text.nullish() })) }))
        .nullish()
        .catch(undefined),
    }),
  }),
  ({ uri, author, record }) => ({
    id: uri,
    // The app shortens the addresses that it shows: whole they stand beside the text alone.
    text: textOfParts([
      record.text,
      ...(record.facets ?? []).flatMap(({ features }) => features.map(({ uri }) => uri)),
      record.embed?.external?.uri,
    ]),
    author: author.handle,
    lang: languageTag(record.langs?.[0]),
    url: `https://bsky.app/profile/${author.handle}/post/${uri.split('/').at(-1)}`,
    publishedAt: statedTime(record.created_at ?? record.createdAt, undefined),
    media: (record.embed?.images ?? []).map(({ alt }) => ({ kind: 'image', ...(alt ? { alt } : {}) })),
    replyTo: record.reply?.parent?.uri,
  }),
);

const twitter = shape(
  'X',
  z.object({
    id: Text,
    text: Text,
    created_at: Text,
    author_id: Id,
    author_user: z.object({ username: Text.nullish() }).nullish(),
    lang: Text.nullish(),
    entities: z
      .object({ urls: z.array(z.object({ expanded_url: Text.nullish() })).nullish() })
      .nullish()
      .catch(undefined),
  }),
  ({ id, text, created_at: time, author_id: authorId, author_user: user, lang, entities }) => ({
    id,
    // Addresses in the text are short ones of X; those that lead to X show a picture or quote another post.
    text: textOfParts([
      text,
      ...(entities?.urls ?? []).map(({ expanded_url: url }) => (leadsToX(url) ? undefined : url)),
    ]),
    author: user?.username ?? String(authorId),
    lang: languageTag(lang),
    url: user?.username ? `https://x.com/${user.username}/status/${id}` : undefined,
    publishedAt: statedTime(time, 'UTC'),
  }),
);

function leadsToX(url: string | null | undefined): boolean {
  return /^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\//i.test(url ?? '');
}

/** Platforms write `und`, `un` or nothing for what they could not tell. */
function languageTag(tag: string | null | undefined): string | undefined {
  return tag && !/^und?$/i.test(tag) ? tag : undefined;
}

/** Asked one after the other: the first that fits counts. */
export const SHAPES: readonly Shape[] = [
  ...[telegram, bluesky, tiktok, tiktokComment, threads, instagram, facebook, twitter],
];
