import { createOutline } from './json-outline.ts';
import type { FileFormat } from './preset.ts';
import type { PresetName } from './preset-names.ts';

export interface Recognised {
  readonly preset: PresetName;
  /** What it was told by, in words. */
  readonly by: string;
}

/**
 * Which tool wrote a file, where its beginning leaves no doubt.
 * @param head the first some thousand characters
 */
export function recognise(head: string, format: FileFormat): Recognised | undefined {
  switch (format) {
    case 'csv':
      return recogniseCsv(head);
    case 'ndjson':
      return recogniseRecord(head.split('\n', 1)[0] ?? '');
    case 'json':
      return recogniseDocument(head);
    default:
      return format satisfies never;
  }
}

function recogniseCsv(head: string): Recognised | undefined {
  const columns = new Set((head.split(/\r?\n/, 1)[0] ?? '').split(',').map(unquoted));
  const has = (...names: string[]) => names.every((name) => columns.has(name));
  if (has('id', 'text', 'creation_time') && (has('mcl_url') || has('post_owner.id')))
    return { preset: 'meta-content-library', by: 'its columns creation_time and mcl_url or post_owner.id' };
  if (has('id', 'thread_id', 'body', 'timestamp') && !has('text'))
    return { preset: '4cat-csv', by: 'its columns thread_id, body and timestamp' };
  return undefined;
}

function unquoted(name: string): string {
  return name.trim().replace(/^"(.*)"$/, '$1');
}

function recogniseRecord(line: string): Recognised | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  const has = (...names: string[]) => names.every((name) => Object.hasOwn(record, name));
  const by = (what: string): Recognised => ({ preset: '4cat-ndjson', by: `${what} in its first line` });
  if (has('source_platform', 'data')) return by('source_platform and data');
  if (has('__import_meta')) return by('__import_meta');
  if (has('4CAT_metadata')) return by('4CAT_metadata');
  if (has('_chat', 'peer_id', 'message')) return by('_chat, peer_id and message');
  if (has('id', 'thread_id', 'body', 'timestamp') && !has('text')) return by('thread_id, body and timestamp');
  return undefined;
}

/** What Telegram Desktop says of a chat before its messages. */
const OF_A_CHAT = new Set(['name', 'type', 'id']);

function recogniseDocument(head: string): Recognised | undefined {
  const by = (what: string): Recognised => ({ preset: 'telegram-desktop', by: what });
  if (/^\s*\{\s*"about"\s*:\s*"Here is the data you requested\. Remember: Telegram/.test(head))
    return by('the sentence that Telegram Desktop begins an account with');
  const outline = createOutline((keys) => keys.at(-1) === 'messages');
  for (const byte of Buffer.from(head)) {
    if (outline.take(byte) !== undefined) return undefined;
    if (!outline.hasList) continue;
    return [...outline.head().keys()].every((key) => OF_A_CHAT.has(key))
      ? by('its list of messages')
      : undefined;
  }
  return undefined;
}
