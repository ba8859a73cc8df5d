import type { Config } from '../../queue/runtime/config.ts';
import { createLogger, type Logger } from '../../queue/runtime/logger.ts';

/** The log of a command that ends by itself: what it did is its output, so only what went wrong is logged. */
export function commandLogger(config: Config): Logger {
  return createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
}
