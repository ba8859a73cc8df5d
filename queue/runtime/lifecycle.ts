import { messageOf } from './errors.ts';
import type { Logger } from './logger.ts';

type Closer = () => Promise<void> | void;

/**
 * Closes what a process opened, in reverse order, once. Who builds a collaborator registers its closing here; a
 * closer that fails is logged and the rest still close.
 */
export class Lifecycle {
  readonly #closers: { name: string; close: Closer }[] = [];
  readonly #logger: Logger;
  #closing: Promise<void> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  onClose(name: string, close: Closer): void {
    this.#closers.push({ name, close });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.#logger.error({ part: name, error: messageOf(error) }, 'closing failed');
      }
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
