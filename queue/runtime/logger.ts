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
  return pino(options, destination ?? standardError());
}

/** A terminal that is gone took whoever read the log along: that ends no process, as a closed pipe ends none, which pino passes over. */
function standardError(): DestinationStream {
  const stream = pino.destination({ dest: 2, sync: true });
  // Not to be asked for once it is gone.
  const isTerminal = isatty(2);
  stream.on('error', (error: unknown) => {
    if (!isTerminal || codeOf(error) !== 'EIO') throw error;
    stream.write = () => true;
    stream.flushSync = () => undefined;
  });
  return stream;
}

export const SILENT_LOGGER: Logger = createLogger('silent');
