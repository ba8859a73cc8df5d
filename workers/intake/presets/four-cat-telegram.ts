import { z } from 'zod';
import { mediaKind } from '../media-kind.ts';
import { statedTime } from '../time.ts';
import { Id, OfKind, shape, Text } from './four-cat-shape.ts';
import { readMessage } from './telegram-text.ts';

/** Later versions of the interface give texts with their markup beside them. */
const PollText = z.union([Text, z.object({ text: Text }).transform(({ text }) => text)]);

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
        webpage: z.object({ url: Text.nullish() }).nullish().catch(undefined),
        poll: z
          .object({ question: PollText, answers: z.array(z.object({ text: PollText })) })
          .nullish()
          .catch(undefined),
      })
      .nullish(),
    entities: z
      .array(z.object({ url: Text.nullish(), offset: z.number().optional(), length: z.number().optional() }))
      .nullish()
      .catch(undefined),
    reply_markup: z
      .object({
        rows: z
          .array(z.object({ buttons: z.array(z.object({ text: Text.nullish(), url: Text.nullish() })) }))
          .nullish(),
      })
      .nullish()
      .catch(undefined),
  }),
  (item) => {
    const name = item._chat?.username ?? undefined;
    const chat = String(name ?? item._chat?.id ?? 'unknown');
    const answered = item.reply_to?.reply_to_msg_id ?? undefined;
    const poll = item.media?.poll;
    const mime = item.media?.document?.mime_type ?? undefined;
    return {
      id: `${chat}-${item.id}`,
      ...readMessage({
        channel: name,
        said: [item.message, poll?.question, ...(poll?.answers ?? []).map(({ text }) => text)],
        contact: item.media,
        links: [
          ...(item.entities ?? []).map(({ url, offset = 0, length = 0 }) => ({
            url,
            shown: item.message?.slice(offset, offset + length),
          })),
          { url: item.media?.webpage?.url },
        ],
        buttons: (item.reply_markup?.rows ?? [])
          .flatMap(({ buttons }) => buttons)
          .map(({ text: shown, url }) => ({ shown, url })),
      }),
      author: item._sender == null ? undefined : String(item._sender.id),
      url: name === undefined ? undefined : `https://t.me/${name}/${item.id}`,
      publishedAt: statedTime(item.date, undefined),
      media: mime ? [{ kind: mediaKind(mime) }] : item.media?.photo ? [{ kind: 'image' }] : [],
      replyTo: answered === undefined ? undefined : `${chat}-${answered}`,
    };
  },
);
