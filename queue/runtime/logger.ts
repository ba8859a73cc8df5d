import { isatty } from 'node:tty';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { codeOf } from './errors.ts';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * One JSON object per line on standard error. Post text, authors and permalinks are never logged: callers log ids and
 * counts, and an error is logged by its code and message.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return pino(options, destination ?? logTo(2));
}

/** How much of the log is held for a disk that has no room for it, bytes; what comes beyond it is lost. */
const MAX_HELD_BYTES = 1024 * 1024;
const NO_ROOM: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * A terminal that is gone took whoever read the log along: that ends no process, as a closed pipe ends none, which pino passes over. Nor
 * does a disk that is full: people at risk are looked for all the same, and the lines are written once there is room.
 */
export function logTo(file: number): DestinationStream {
  const stream = pino.destination({ dest: file, sync: true, maxLength: MAX_HELD_BYTES });
  // Not to be asked for once it is gone.
  const isTerminal = isatty(file);
  stream.on('error', (error: unknown) => {
    if (NO_ROOM.has(codeOf(error))) return;
    if (!isTerminal || codeOf(error) !== 'EIO') throw error;
    stream.write = () => true;
    stream.flushSync = () => undefined;
  });
  return stream;
}

export const SILENT_LOGGER: Logger = createLogger('silent');
