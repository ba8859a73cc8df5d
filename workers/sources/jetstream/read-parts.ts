import { changed } from '../../fetch/source-faults.ts';
import { costOf, MAX_WAITING } from '../../fetch/waiting-messages.ts';
import type { OpenStream } from '../../fetch/web-socket.ts';

/** Messages of one part at most: a thousand posts are parsed in some 20 ms. */
const PART_FRAMES = 1000;
/** A part that is not full is handed on after this long, in milliseconds. */
const PART_MS = 250;

export interface PartsOptions {
  readonly host: string;
  /** Ends the reading, in milliseconds from now. */
  readonly forMs: number;
  /** Without a message for this long the stream stands still, in milliseconds. */
  readonly idleMs: number;
}

/** Why no further part comes. */
export type StreamEnd = 'time' | 'idle' | 'closed' | 'overflow';

export interface StreamPart {
  readonly frames: readonly string[];
  /** Given with the last part. */
  readonly end?: StreamEnd;
}

/**
 * The messages of a stream in parts, the last one with the reason for its end. The stream cannot be held back, so what
 * comes while a part is being stored waits here, up to a bound.
 * @throws AppError `source.changed` at a message above the dialer's limit, or one that is no text
 */
export async function* readParts(
  stream: Pick<OpenStream, 'listen'>,
  { host, forMs, idleMs }: PartsOptions,
): AsyncGenerator<StreamPart> {
  const waiting: string[] = [];
  let size = 0;
  let end: StreamEnd | undefined;
  let fault: Error | undefined;
  let wake = (): void => {};
  const stop = (why: StreamEnd): void => {
    end ??= why;
    wake();
  };
  const time = setTimeout(stop, forMs, 'time');
  let heard = 0;
  const idle = setTimeout(() => {
    // A process that was held up itself reads first what has come meanwhile.
    const before = heard;
    recheck = setTimeout(() => {
      if (heard === before) stop('idle');
    }, PART_MS);
  }, idleMs);
  let recheck: NodeJS.Timeout | undefined;
  stream.listen({
    message(data) {
      if (end !== undefined) return;
      heard += 1;
      idle.refresh();
      if (typeof data !== 'string') {
        fault ??= noText(host);
        stop('closed');
        return;
      }
      waiting.push(data);
      size += costOf(data);
      if (size > MAX_WAITING) stop('overflow');
      if (waiting.length >= PART_FRAMES) wake();
    },
    closed(why) {
      fault ??= why;
      stop('closed');
    },
  });
  try {
    for (;;) {
      if (end === undefined && waiting.length < PART_FRAMES) {
        await new Promise<void>((resolve) => {
          const flush = setTimeout(resolve, PART_MS);
          wake = () => {
            clearTimeout(flush);
            resolve();
          };
        });
      }
      const frames = waiting.splice(0, PART_FRAMES);
      size -= frames.reduce((sum, frame) => sum + costOf(frame), 0);
      // What waited beyond the bound is read again from where the round got to.
      const isLast = end !== undefined && (waiting.length === 0 || end === 'overflow');
      if (isLast && fault !== undefined) {
        if (frames.length > 0) yield { frames };
        throw fault;
      }
      yield isLast && end !== undefined ? { frames, end } : { frames };
      if (isLast) return;
    }
  } finally {
    clearTimeout(idle);
    clearTimeout(recheck);
    clearTimeout(time);
    end ??= 'closed';
  }
}

function noText(host: string): Error {
  return changed(`expected text from ${host}, found bytes; check the source's url`, {
    reason: 'not-a-list',
    host,
  });
}
