import { z } from 'zod';
import type { Head } from '../json-outline.ts';
import { type MediaKind, mediaKind } from '../media-kind.ts';
import type { Preset } from '../preset.ts';
import { draftToPost, type ParsedRecord } from '../record.ts';
import { statedTime } from '../time.ts';
import { notThisFormat } from './not-this-format.ts';
import { readMessage } from './telegram-text.ts';

/** Kinds of chats that anybody can read. Vigie takes posts of public places only. */
const PUBLIC = new Set(['public_channel', 'public_supergroup']);
/** Kinds of chats that nobody can read without being let in. */
const PRIVATE = new Set([
  ...['saved_messages', 'replies', 'verification_codes', 'personal_chat', 'bot_chat'],
  ...['private_group', 'private_supergroup', 'private_channel'],
]);

/** `href` is the address behind words that show none. */
const TextPart = z.union([
  z.string(),
  z.object({ text: z.string(), href: z.string().optional().catch(undefined) }),
]);
const Text = z.union([z.string(), z.array(TextPart)]);

const Message = z.object({
  id: z.number(),
  type: z.string(),
  date: z.string().optional(),
  date_unixtime: z.union([z.string(), z.number()]).optional(),
  from: z.string().nullish(),
  from_id: z.union([z.string(), z.number()]).nullish(),
  reply_to_message_id: z.number().nullish(),
  /** Set where the message answers one of another chat. */
  reply_to_peer_id: z.string().nullish(),
  text: Text.default(''),
  photo: z.string().optional(),
  file: z.string().optional(),
  media_type: z.string().optional(),
  mime_type: z.string().optional(),
  contact_information: z
    .object({
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      phone_number: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  /** Rows of buttons; `data` of one that opens an address is that address. */
  inline_bot_buttons: z
    .array(
      z.array(
        z.object({ type: z.string().optional(), text: z.string().optional(), data: z.string().optional() }),
      ),
    )
    .optional()
    .catch(undefined),
  poll: z.looseObject({ question: Text, answers: z.array(z.object({ text: Text })).default([]) }).optional(),
});
type Message = z.infer<typeof Message>;

/**
 * `result.json` of Telegram Desktop: of one chat, or of a whole account with its chats. The export holds a chat's number and
 * not its public name, so no address of a message can be built.
 */
export const telegramDesktop: Preset = {
  name: 'telegram-desktop',
  formats: ['json'],
  isRecordList: (keys) => keys.at(-1) === 'messages',
  forColumns: () => notThisFormat('telegram-desktop'),
  forRecords: ({ timeZone }) => ({
    used: undefined,
    take: (value, head) => {
      const kind = head.get('type') ?? '';
      if (PRIVATE.has(kind)) return { passedOver: 'messages of private chats, which Vigie does not take' };
      if (!PUBLIC.has(kind)) return { passedOver: 'messages of chats that the export does not call public' };
      const parsed = Message.safeParse(value);
      return parsed.success ? postOf(parsed.data, head, timeZone) : { fault: faultOf(parsed.error) };
    },
  }),
  mendJson,
};

function postOf(message: Message, head: Head, timeZone: string | undefined): ParsedRecord {
  if (message.type === 'service') return { passedOver: 'service messages' };
  if (message.type !== 'message') return { passedOver: 'messages that Telegram Desktop could not export' };
  const chat = head.get('id');
  const keyOf = (id: number): string => (chat === undefined ? String(id) : `${chat}/${id}`);
  const { reply_to_message_id: answered, reply_to_peer_id: elsewhere } = message;
  return draftToPost({
    id: keyOf(message.id),
    ...textOf(message),
    // The number stays when the name changes; of deleted accounts there is no name.
    author: String(message.from_id ?? message.from ?? ''),
    publishedAt: timeOf(message, timeZone),
    media: mediaOf(message),
    replyTo: typeof answered === 'number' && elsewhere == null ? keyOf(answered) : undefined,
  });
}

/** `date` is the wall clock of the computer that exported, without a zone: it counts only where its zone is known. */
function timeOf({ date, date_unixtime: seconds }: Message, timeZone: string | undefined): unknown {
  if (seconds !== undefined) return statedTime(seconds, undefined);
  return timeZone === undefined ? undefined : statedTime(date, timeZone);
}

function textOf({ text, poll, contact_information: contact, inline_bot_buttons: rows = [] }: Message) {
  return readMessage({
    said: [text, poll?.question, ...(poll?.answers ?? []).map((answer) => answer.text)].map(plain),
    contact,
    links:
      typeof text === 'string'
        ? []
        : text.flatMap((part) => (typeof part === 'string' ? [] : [{ shown: part.text, url: part.href }])),
    buttons: rows
      .flat()
      .filter(({ type }) => type === 'url')
      .map(({ text: shown, data: url }) => ({ shown, url })),
  });
}

function plain(text: z.infer<typeof Text> = ''): string {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

function mediaOf({ photo, file, media_type: type, mime_type: mime }: Message) {
  const kinds: MediaKind[] = [];
  if (photo !== undefined) kinds.push('image');
  if (file !== undefined || type !== undefined) kinds.push(mediaKind(type ?? mime));
  return kinds.map((kind) => ({ kind }));
}

function faultOf(error: z.ZodError): string {
  const fields = [...new Set(error.issues.map((issue) => String(issue.path[0] ?? 'the whole record')))];
  return `expected a message as Telegram Desktop exports it, found another value for ${fields.join(', ')}`;
}

/** Telegram Desktop writes control characters as `\x1F`, which is no JSON; they stand for the same character. */
function mendJson(json: string): string {
  return json.replace(/\\(?:x([0-9A-Fa-f]{2})|[\s\S])/g, (whole: string, hex: string | undefined) =>
    hex === undefined ? whole : `\\u00${hex}`,
  );
}
