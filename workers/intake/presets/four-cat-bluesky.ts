import { z } from 'zod';
import { Card, Facets, readLinks } from '../../sources/bluesky/read-links.ts';
import { statedTime } from '../time.ts';
import { shape, statedLanguage, Text } from './four-cat-shape.ts';

/** 4CAT's client writes the names of the lexicon its own way, and `null` for what is not there; Zeeschuimer keeps them. */
const Facet = z.object({
  index: z.union([
    z.object({ byteStart: z.number(), byteEnd: z.number() }),
    z
      .object({ byte_start: z.number(), byte_end: z.number() })
      .transform(({ byte_start: byteStart, byte_end: byteEnd }) => ({ byteStart, byteEnd })),
  ]),
  features: z.array(z.object({ uri: Text.nullish() }).transform(({ uri }) => (uri == null ? {} : { uri }))),
});
const media = {
  images: z.array(z.object({ alt: Text.nullish() })).nullish(),
  external: z.preprocess((card) => card ?? undefined, Card),
};

/** Posts as the interface gives them, with the record that their author wrote. */
export const bluesky = shape(
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
      embed: z.object({ ...media, media: z.object(media).nullish().catch(undefined) }).nullish(),
      facets: z
        .array(Facet.nullable().catch(null))
        .nullish()
        .catch(undefined)
        .transform((facets) => Facets.parse(facets ?? undefined)),
    }),
  }),
  ({ uri, author, record }) => {
    const embed = record.embed?.media ?? record.embed;
    const { text, addresses } = readLinks(record.text, record.facets, embed?.external);
    return {
      id: uri,
      text,
      links: addresses,
      author: author.handle,
      lang: statedLanguage(record.langs?.[0]),
      url: `https://bsky.app/profile/${author.handle}/post/${uri.split('/').at(-1)}`,
      publishedAt: statedTime(record.created_at ?? record.createdAt, undefined),
      media: (embed?.images ?? []).map(({ alt }) => ({ kind: 'image', ...(alt ? { alt } : {}) })),
      replyTo: record.reply?.parent?.uri,
    };
  },
);
