import { z } from 'zod';
import type { MediaKind } from '../media-kind.ts';
import type { RecordDraft } from '../record.ts';
import { statedTime } from '../time.ts';
import { OfKind, Seconds, shape, Text } from './four-cat-shape.ts';

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

export const threads = shape('Threads', z.object({ ...metaItem, text_post_app_info: OfKind }), (item) =>
  metaDraft(
    item,
    item.user?.username ? `https://www.threads.com/@${item.user.username}/post/${item.code}` : undefined,
  ),
);

export const instagram = shape('Instagram', z.object({ ...metaItem, media_type: z.number() }), (item) =>
  metaDraft(item, `https://www.instagram.com/p/${item.code}`),
);

export const facebook = shape(
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
