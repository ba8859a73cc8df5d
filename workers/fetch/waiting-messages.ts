/**
 * Messages of a stream that wait, before anybody listens or while a part of them is stored, by what `costOf` counts; a stream that is
 * quicker than we are is ended.
 */
export const MAX_WAITING = 16 * 1024 * 1024;

/** What a message counts beyond its own: empty ones take memory, too. */
const MESSAGE_COST = 128;

/** What a message counts while it waits, in UTF-16 units of a text or bytes. */
export function costOf(message: string | ArrayBuffer): number {
  return (typeof message === 'string' ? message.length : message.byteLength) + MESSAGE_COST;
}
