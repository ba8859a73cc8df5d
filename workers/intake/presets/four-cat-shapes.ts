import { z } from 'zod';
import { textOfParts } from '../text-of-parts.ts';
import { statedTime } from '../time.ts';
import { bluesky } from './four-cat-bluesky.ts';
import { facebook, instagram, threads } from './four-cat-meta.ts';
import { Id, Seconds, type Shape, shape, statedLanguage, Text } from './four-cat-shape.ts';
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
      lang: statedLanguage(textLanguage),
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
    lang: statedLanguage(item.comment_language),
    url: item.share_info?.url,
    publishedAt: statedTime(item.create_time, undefined),
    replyTo: item.reply_id == null || String(item.reply_id) === '0' ? undefined : String(item.reply_id),
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
    text,
    links: (entities?.urls ?? []).map(({ expanded_url: url }) => (leadsToX(url) ? undefined : url)),
    author: user?.username ?? String(authorId),
    lang: statedLanguage(lang),
    url: user?.username ? `https://x.com/${user.username}/status/${id}` : undefined,
    publishedAt: statedTime(time, 'UTC'),
  }),
);

function leadsToX(url: string | null | undefined): boolean {
  return /^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\//i.test(url ?? '');
}

/** Asked one after the other: the first that fits counts. */
export const SHAPES: readonly Shape[] = [
  ...[telegram, bluesky, tiktok, tiktokComment, threads, instagram, facebook, twitter],
];
