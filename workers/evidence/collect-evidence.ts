import type { ObjectRole, RobotsRecord, Source } from '../../queue/contracts/index.ts';
import type { Exchange } from '../fetch/exchange.ts';
import type { Collector } from '../sources/index.ts';
import type { PostAddress } from './address-of-post.ts';

/** What was collected of one post, as it was collected. */
export interface Collected {
  readonly address: PostAddress;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly finalUrl: string;
  readonly status: number;
  readonly title: string;
  /** `null` where a key of the source's own stands in the place of robots.txt. */
  readonly robots: RobotsRecord | null;
  readonly page: { readonly width: number; readonly height: number; readonly shownHeight: number } | null;
  readonly postFound: boolean | null;
  readonly exchanges: readonly Exchange[];
  readonly withheld: Readonly<Record<string, number>>;
  /** Everything but the archive and the record, which are made of these. */
  readonly shown: readonly {
    readonly role: ObjectRole;
    readonly bytes: Uint8Array;
    readonly mediaType: string;
  }[];
  readonly browser: string | null;
}

/**
 * Opens the page of a post, or asks the interface for it.
 * @throws AppError `browser.none` or a `source.*` fault
 */
export async function collectEvidence(
  { collector, now, signal }: { collector: Collector; now: () => number; signal: AbortSignal },
  source: Source,
  address: PostAddress,
  text: string,
): Promise<Collected> {
  const startedMs = now();
  if (address.kind === 'answer') {
    const { url, status, robots, exchanges } = await collector.captureAnswer(source, address, { signal });
    return {
      ...{ address, startedMs, endedMs: now(), finalUrl: url, status, robots, exchanges },
      ...{ title: '', page: null, postFound: null, withheld: {}, shown: [], browser: null },
    };
  }
  const captured = await collector.capturePage(source, address.url, text, { signal });
  const { url, status, robots, exchanges, title, size, withheld, picture, postPicture, workingCopy, dom } =
    captured;
  const browser = await collector.browser();
  const png = 'image/png';
  return {
    ...{ address, startedMs, endedMs: now(), finalUrl: url, status, robots, exchanges, title, withheld },
    page: size,
    postFound: postPicture !== null,
    browser: browser?.version ?? null,
    shown: [
      { role: 'screenshot-page', bytes: picture, mediaType: png },
      ...(postPicture === null
        ? []
        : [{ role: 'screenshot-post', bytes: postPicture, mediaType: png } as const]),
      ...(workingCopy === null
        ? []
        : [{ role: 'working-copy', bytes: workingCopy, mediaType: png } as const]),
      { role: 'dom', bytes: Buffer.from(dom), mediaType: 'text/html; charset=utf-8' },
    ],
  };
}
