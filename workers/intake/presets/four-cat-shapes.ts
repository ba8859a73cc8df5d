import { z } from 'zod';
import { type MediaKind, mediaKind } from '../media-kind.ts';
import type { RecordDraft } from '../record.ts';
import { statedTime } from '../time.ts';

/** How the items of one of 4CAT's data sources look before 4CAT maps them; keys and authors are what its CSV has. */
export interface Shape {
  readonly name: string;
  /** `undefined` where the item is not of this shape. */
  draft(item: unknown): RecordDraft | undefined;
}

function shape<T>(name: string, schema: z.ZodType<T>, toDraft: (item: T) => RecordDraft): Shape {
  return {
    name,
    draft(item) {
      const parsed = schema.safeParse(item);
      return parsed.success ? toDraft(parsed.data) : undefined;
    },
  };
}

const Text = z.string();
const Id = z.union([z.string(), z.number()]);
const Seconds = z.union([z.string(), z.number()]);
const OfKind = z.object({});

const telegram = shape(
  'Telegram',
  z.object({
    id: z.number(),
    message: Text.nullish(),
    date: z.number(),
    _chat: z.object({ username: Text.nullish(), id: Id.nullish() }).nullish(),
    peer_id: OfKind,
    _sender: z.object({ id: Id }).nullish(),
    reply_to: z.object({ reply_to_msg_id: z.number().nullish() }).nullish(),
    media: z
      .looseObject({
        _type: Text.optional(),
        photo: z.unknown().optional(),
        document: z.object({ mime_type: Text.nullish() }).nullish(),
      })
      .nullish(),
  }),
  (item) => {
    const name = item._chat?.username ?? undefined;
    const chat = String(name ?? item._chat?.id ?? 'unknown');
    const answered = item.reply_to?.reply_to_msg_id ?? undefined;
    const mime = item.media?.document?.mime_type ?? undefined;
    return {
      id: `${chat}-${item.id}`,
      text: item.message,
      author: textOf(item._sender?.id),
      url: name === undefined ? undefined : `https://t.me/${name}/${item.id}`,
      publishedAt: statedTime(item.date, undefined),
      media: mime ? [{ kind: mediaKind(mime) }] : item.media?.photo ? [{ kind: 'image' }] : [],
      replyTo: answered === undefined ? undefined : `${chat}-${answered}`,
    };
  },
);

const tiktok = shape(
  'TikTok',
  z.object({
    id: Id,
    desc: Text,
    createTime: Seconds,
    author: z.union([Text, z.object({ uniqueId: Text })]).nullish(),
    textLanguage: Text.nullish(),
  }),
  ({ id, desc, createTime, author, textLanguage }) => {
    const name = typeof author === 'string' ? author : author?.uniqueId;
    return {
      id,
      text: desc,
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
      embed: z.object({ images: z.array(z.object({ alt: Text.nullish() })).nullish() }).nullish(),
    }),
  }),
  ({ uri, author, record }) => ({
    id: uri,
    text: record.text,
    author: author.handle,
    lang: languageTag(record.langs?.[0]),
    url: `https://bsky.app/profile/${author.handle}/post/${uri.split('/').at(-1)}`,
    publishedAt: statedTime(record.created_at ?? record.createdAt, undefined),
    media: (record.embed?.images ?? []).map(({ alt }) => ({ kind: 'image', ...(alt ? { alt } : {}) })),
    replyTo: record.reply?.parent?.uri,
  }),
);

/** Numbers of Instagram and Threads for what a post shows; a carousel lists its parts. */
const SHOWN: Readonly<Record<number, MediaKind>> = { 1: 'image', 2: 'video' };
const metaItem = {
  code: Text,
  caption: z.object({ text: Text.nullish() }).nullish(),
  taken_at: z.number().nullish(),
  user: z.object({ username: Text.nullish() }).nullish(),
  media_type: z.number().nullish(),
  carousel_media: z.array(z.object({ media_type: z.number().nullish() })).nullish(),
  accessibility_caption: Text.nullish(),
};
type MetaItem = z.infer<z.ZodObject<typeof metaItem>>;

function metaDraft(item: MetaItem, url: string | undefined): RecordDraft {
  const shown = item.carousel_media ?? [item];
  const alt = item.accessibility_caption ?? undefined;
  return {
    id: item.code,
    text: item.caption?.text,
    author: item.user?.username,
    url,
    publishedAt: item.taken_at == null ? undefined : statedTime(item.taken_at, undefined),
    media: shown.flatMap(({ media_type: type }) => {
      const kind = SHOWN[type ?? 0];
      return kind === undefined ? [] : [{ kind, ...(alt === undefined ? {} : { alt }) }];
    }),
  };
}

const threads = shape('Threads', z.object({ ...metaItem, text_post_app_info: OfKind }), (item) =>
  metaDraft(
    item,
    item.user?.username ? `https://www.threads.com/@${item.user.username}/post/${item.code}` : undefined,
  ),
);

const instagram = shape('Instagram', z.object({ ...metaItem, media_type: z.number() }), (item) =>
  metaDraft(item, `https://www.instagram.com/p/${item.code}`),
);

const facebook = shape(
  'Facebook',
  z.object({
    comet_sections: z.object({
      content: z.object({
        story: z.object({
          post_id: Text,
          wwwURL: Text.nullish(),
          message: z.object({ text: Text.nullish() }).nullish(),
          actors: z.array(z.object({ url: Text.nullish() })).nullish(),
          attachments: z
            .array(z.object({ target: z.object({ __typename: Text.nullish() }).nullish() }))
            .nullish(),
        }),
      }),
      context_layout: z
        .looseObject({
          story: z.object({
            comet_sections: z.object({
              metadata: z.array(
                z.object({ story: z.object({ creation_time: Seconds.nullish() }).nullish() }),
              ),
            }),
          }),
        })
        .nullish(),
    }),
  }),
  ({ comet_sections: { content, context_layout: layout } }) => {
    const { story } = content;
    const created = layout?.story.comet_sections.metadata.find((one) => one.story?.creation_time != null);
    return {
      id: story.post_id,
      text: story.message?.text,
      author: story.actors?.[0]?.url?.split('/').at(-1),
      url: story.wwwURL,
      publishedAt: statedTime(created?.story?.creation_time ?? undefined, undefined),
      media: (story.attachments ?? [])
        .filter(({ target }) => target?.__typename === 'Photo')
        .map(() => ({ kind: 'image' })),
    };
  },
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
  }),
  ({ id, text, created_at: time, author_id: authorId, author_user: user, lang }) => ({
    id,
    text,
    author: user?.username ?? String(authorId),
    lang: languageTag(lang),
    url: user?.username ? `https://x.com/${user.username}/status/${id}` : undefined,
    publishedAt: statedTime(time, 'UTC'),
  }),
);

function textOf(value: string | number | null | undefined): string | undefined {
  return value == null ? undefined : String(value);
}

/** Platforms write `und`, `un` or nothing for what they could not tell. */
function languageTag(tag: string | null | undefined): string | undefined {
  return tag && !/^und?$/i.test(tag) ? tag : undefined;
}

/** Asked one after the other: the first that fits counts. */
export const SHAPES: readonly Shape[] = [
  ...[telegram, bluesky, tiktok, tiktokComment, threads, instagram, facebook, twitter],
];
