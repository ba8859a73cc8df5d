import { AppError } from '../../../queue/runtime/errors.ts';
import type { Gate } from '../../fetch/gate.ts';
import { changed } from '../../fetch/source-faults.ts';
import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** The public preview of a channel, as anybody sees it in a browser. There is no way to groups or to channels without one. */
export const telegramAdapter: SourceAdapter<'telegram'> = {
  kind: 'telegram',
  async *collect(source, context) {
    const { gate, ledTo } = watchGate(context.gate);
    try {
      yield* collectPages({ source, context: { ...context, gate }, accept: 'text/html' }, (answer) => ({
        kind: 'telegram',
        ...bytesOf(answer, source.language),
      }));
    } catch (error) {
      throw isClosed(error, source.url, ledTo()) ? withoutPreview(source.url) : error;
    }
  },
};

/** A gate that remembers what it was asked about last. */
function watchGate(gate: Gate): { readonly gate: Gate; readonly ledTo: () => URL | undefined } {
  let last: URL | undefined;
  const check = (url: URL): void => {
    last = url;
    gate.check(url);
  };
  return { gate: { ...gate, check }, ledTo: () => last };
}

/**
 * Whether a redirect led from the preview to the channel's invitation, which is what a channel without a preview answers. No scope has
 * to list that page: there is nothing on it to be collected.
 */
function isClosed(error: unknown, preview: string, ledTo: URL | undefined): boolean {
  if (!(error instanceof AppError) || error.details.reason !== 'scope-path' || ledTo === undefined)
    return false;
  const { host, pathname } = new URL(preview);
  const channel = /^\/s(\/[^/]+)/.exec(pathname)?.[1];
  return ledTo.host === host && ledTo.pathname.toLowerCase() === channel?.toLowerCase();
}

function withoutPreview(url: string): AppError {
  const { host } = new URL(url);
  const message = `${host} leads from the channel's preview to its invitation: the channel has no preview any more`;
  return changed(message, { reason: 'no-preview', host });
}
