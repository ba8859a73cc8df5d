import { addressOf } from '../../sources/parse/addresses.ts';
import { isSharing } from '../../sources/parse/html-addresses.ts';
import { staysInChannel } from '../../sources/telegram/stays-in-channel.ts';
import type { RecordDraft } from '../record.ts';

type Stated = string | null | undefined;

/** What a message says in its several places, as each export names them. */
export interface MessageParts {
  /** The channel's public name, where the export has it. */
  readonly channel?: Stated;
  /** The text, and the question and answers of a poll. */
  readonly said: readonly Stated[];
  readonly contact?:
    | {
        readonly first_name?: Stated;
        readonly last_name?: Stated;
        readonly phone_number?: Stated;
      }
    | null
    | undefined;
  /** Addresses behind words, and of the card below the message. */
  readonly links: readonly Link[];
  readonly buttons: readonly Link[];
}

interface Link {
  readonly shown?: Stated;
  readonly url?: Stated;
}

/**
 * A message in the lines in which the preview of its channel shows it, and where it leads: so it has the same text, whether it was
 * collected or imported.
 */
export function readMessage(
  parts: MessageParts,
): Pick<RecordDraft, 'text'> & Required<Pick<RecordDraft, 'links'>> {
  const isOut = ({ url, shown }: Link): boolean => leadsElsewhere(parts.channel, url, shown);
  const buttons = parts.buttons.filter(isOut);
  const lines = [...parts.said, ...cardLines(parts.contact), ...buttons.map(({ shown }) => shown)];
  return {
    text: lines
      .map((line) => line?.trim() ?? '')
      .filter((line) => line !== '')
      .join('\n'),
    links: [...parts.links.filter(isOut), ...buttons].map(({ url }) => url),
  };
}

/** Whether a link of a message leads out of its channel, and to no button that asks to pass the message on. */
export function leadsElsewhere(channel: Stated, link: Stated, shown: Stated = ''): boolean {
  const address = addressOf(link ?? '');
  if (address === undefined) return false;
  const url = new URL(address);
  return !staysInChannel(channel ?? undefined)(url, shown ?? '') && !isSharing(url);
}

/** A card without a number says nothing but somebody's name. */
function cardLines(contact: MessageParts['contact']): Stated[] {
  if (!contact?.phone_number) return [];
  return [[contact.first_name, contact.last_name].filter(Boolean).join(' '), contact.phone_number];
}
