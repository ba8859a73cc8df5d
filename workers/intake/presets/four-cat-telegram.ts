import { z } from 'zod';
import { mediaKind } from '../media-kind.ts';
import { textOfParts } from '../text-of-parts.ts';
import { statedTime } from '../time.ts';
import { Id, OfKind, shape, Text } from './four-cat-shape.ts';

/** Messages of public chats as Telethon gives them to 4CAT. */
export const telegram = shape(
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
        ...{ first_name: Text.nullish(), last_name: Text.nullish(), phone_number: Text.nullish() },
      })
      .nullish(),
    entities: z
      .array(z.object({ url: Text.nullish() }))
      .nullish()
      .catch(undefined),
    reply_markup: z
      .object({ rows: z.array(z.object({ buttons: z.array(z.object({ url: Text.nullish() })) })).nullish() })
      .nullish()
      .catch(undefined),
  }),
  (item) => {
    const name = item._chat?.username ?? undefined;
    const chat = String(name ?? item._chat?.id ?? 'unknown');
    const answered = item.reply_to?.reply_to_msg_id ?? undefined;
    const mime = item.media?.document?.mime_type ?? undefined;
    return {
      id: `${chat}-${item.id}`,
      text: textOfParts([
        item.message,
        contactOf(item.media),
        ...(item.entities ?? []).map(({ url }) => url),
        ...(item.reply_markup?.rows ?? []).flatMap(({ buttons }) => buttons.map(({ url }) => url)),
      ]),
      author: item._sender == null ? undefined : String(item._sender.id),
      url: name === undefined ? undefined : `https://t.me/${name}/${item.id}`,
      publishedAt: statedTime(item.date, undefined),
      media: mime ? [{ kind: mediaKind(mime) }] : item.media?.photo ? [{ kind: 'image' }] : [],
      replyTo: answered === undefined ? undefined : `${chat}-${answered}`,
    };
  },
);

/** A contact card has no text: what it shows is whom to call. */
function contactOf(
  media:
    | Partial<Record<'first_name' | 'last_name' | 'phone_number', string | null | undefined>>
    | null
    | undefined,
): string | undefined {
  if (!media?.phone_number) return undefined;
  return [media.first_name, media.last_name, media.phone_number].filter(Boolean).join(' ');
}
