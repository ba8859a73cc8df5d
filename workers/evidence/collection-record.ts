import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  type ClockState,
  CollectionRecord,
  type Source,
  type StoredObject,
} from '../../queue/contracts/index.ts';
import type { Exchange } from '../fetch/exchange.ts';
import type { Collected } from './collect-evidence.ts';

/** Who collects: this program on this host, as the process that started it knows it. */
export interface Station {
  readonly program: string;
  readonly host: string;
  readonly node: string;
  /** The public address as the operator states it. */
  readonly egress: string | null;
}

export interface RecordFacts {
  readonly captureId: string;
  readonly itemId: string;
  readonly postId: string;
  readonly source: Exclude<Source, { kind: 'import' }>;
  readonly station: Station;
  readonly userAgent: string;
  readonly clock: ClockState;
  readonly collected: Collected;
  /** All other objects of the capture. */
  readonly objects: readonly StoredObject[];
}

/** What every page goes through; each is a difference between what came and what is kept (EVI-02). */
const CONVERSIONS = [
  'The archive holds bodies as they came over the wire, with their content coding. The HTTP client takes off the coding of the transfer; where there was one its header is kept as X-Archive-Orig-Transfer-Encoding.',
  'Requests are written down as they were handed to the HTTP client, which adds a Connection header. Bodies of redirects are not read; their responses are marked as truncated.',
];
const CONVERSIONS_OF_PAGES = [
  'The browser was given the same answers with their content coding taken off, without cookies, and from the origin of the answer where the server allowed none.',
  'The window was 1280 by 1024 CSS pixels, with reduced motion. The page was scrolled once to its end and back before it was pictured.',
  'The working copy is a picture of the post’s text alone, taken last, with the page’s scripts and animations stopped and with black bars in the place of names and numbers in the text. It is for viewing and no evidence.',
  'The document is what the browser held after its scripts ran, written out by the browser as HTML.',
];

/** The collection record as RFC 8785 canonical JSON: the same facts are the same bytes. */
export function writeRecord(facts: RecordFacts): Buffer {
  const { collected, source, station, objects } = facts;
  const { address, page, exchanges } = collected;
  const isPage = address.kind === 'page';
  const record: CollectionRecord = {
    version: 1,
    captureId: facts.captureId,
    itemId: facts.itemId,
    postId: facts.postId,
    sourceId: source.id,
    kind: address.kind,
    collector: { program: station.program, userAgent: facts.userAgent, host: station.host },
    egress: {
      local: [...new Set(exchanges.flatMap(({ ends }) => ends?.local ?? []))],
      stated: station.egress,
    },
    tools: {
      vigie: station.program,
      node: station.node,
      ...(collected.browser === null ? {} : { chromium: collected.browser }),
    },
    clock: facts.clock,
    authorisation: authorisationOf(source),
    robots: collected.robots,
    startedAt: new Date(collected.startedMs).toISOString(),
    endedAt: new Date(collected.endedMs).toISOString(),
    url: address.url,
    finalUrl: collected.finalUrl,
    status: collected.status,
    title: collected.title,
    page,
    postFound: collected.postFound,
    exchanges: exchanges.map(exchangeOf),
    withheld: collected.withheld,
    conversions: [
      ...CONVERSIONS,
      ...(isPage ? CONVERSIONS_OF_PAGES : []),
      ...withheldKeys(exchanges),
      ...(page !== null && page.shownHeight < page.height
        ? [`The picture of the page ends after ${page.shownHeight} of ${page.height} CSS pixels.`]
        : []),
    ],
    objects: objects.map(({ storedAs: _, ...object }) => object),
  };
  const text = canonicalize(CollectionRecord.parse(record));
  if (text === undefined) throw new TypeError('expected a record, found nothing that JSON can hold');
  return Buffer.from(text);
}

/** What is said of keys that went with requests, in the record and in the archive itself: header names, never a value. */
export function withheldKeys(exchanges: readonly Exchange[]): string[] {
  const names = [...new Set(exchanges.flatMap(({ withheldHeaders }) => withheldHeaders))];
  if (names.length === 0) return [];
  return [
    `Requests to the interface carried the key of the unit’s registered application, or a token that was taken with it, in ${names.join(', ')}. That header, and the exchange by which a token was taken, are kept nowhere; nothing of what the server answered was changed for it.`,
  ];
}

function authorisationOf(source: RecordFacts['source']): CollectionRecord['authorisation'] {
  const { legalBasis, controller, purpose, requester, approver, startsOn, expiresOn } = source.authorisation;
  return { legalBasis, controller, purpose, requester, approver, startsOn, expiresOn };
}

function exchangeOf({ url, status, atMs, ends, body }: Exchange): CollectionRecord['exchanges'][number] {
  return {
    url,
    status,
    at: new Date(atMs).toISOString(),
    peer: ends?.peer ?? null,
    sha256: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
  };
}
