import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** The public preview of a channel, as anybody sees it in a browser. There is no way to groups or to channels without one. */
export const telegramAdapter: SourceAdapter<'telegram'> = {
  kind: 'telegram',
  async *collect(source, context) {
    yield* collectPages({ source, context, accept: 'text/html' }, (answer) => ({
      kind: 'telegram',
      ...bytesOf(answer, source.language),
    }));
  },
};
