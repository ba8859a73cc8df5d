import { z } from 'zod';
import { RobotsRecord } from './collection.ts';
import { PostId } from './post.ts';

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Names a capture: 128 random bits in lower-case hexadecimal. */
export const CaptureId = z.string().regex(/^[0-9a-f]{32}$/);
export type CaptureId = z.infer<typeof CaptureId>;

/**
 * Where a capture stands. `wanted`: not yet tried, or to be tried again; `captured`: every object is stored and its hash was
 * checked; `failed`: it will not be tried again, and the reason says why; `erased`: its key went with the text of its post.
 */
const CAPTURE_STATES = ['wanted', 'captured', 'failed', 'erased'] as const;
export const CaptureState = z.enum(CAPTURE_STATES);
export type CaptureState = z.infer<typeof CaptureState>;

/** Why there is no capture, or none yet. The list is closed; the interface has words for each in its languages. */
export const CAPTURE_REASONS = [
  // There is no page to go to, or it is of a person at risk: that is no evidence.
  ...(['import', 'no-address', 'source-removed', 'text-gone', 'protected'] as const),
  // We may not go there: authorisation, scope, assessments, robots.txt, a key that cannot be used.
  ...(['not-authorised', 'out-of-scope', 'robots', 'no-key'] as const),
  // The place turns us away, or no longer has it.
  ...(['blocked', 'gone', 'unreachable', 'timeout', 'changed'] as const),
  // It came, and could not be kept.
  ...(['too-large', 'no-browser', 'browser', 'store', 'interrupted'] as const),
] as const;
export const CaptureReason = z.enum(CAPTURE_REASONS);
export type CaptureReason = z.infer<typeof CaptureReason>;

/**
 * What an object of a capture is. `wacz`: the exchanges with the server; `screenshot-page`, `screenshot-post`: PNG; `dom`: the
 * document after its scripts ran; `record`: the collection record below, as JSON (RFC 8785). `working-copy` is none of the
 * evidence: a picture of the post's text alone, names and numbers in it covered, which is what people at the desk see.
 */
export const OBJECT_ROLES = [
  ...(['wacz', 'screenshot-page', 'screenshot-post', 'dom', 'record', 'working-copy'] as const),
] as const;
export const ObjectRole = z.enum(OBJECT_ROLES);
export type ObjectRole = z.infer<typeof ObjectRole>;

/**
 * One stored object. It lies encrypted under the key of its post's text, so whatever erases that text erases it too, and is
 * named by the hash of what lies there.
 */
export const StoredObject = z.strictObject({
  role: ObjectRole,
  /** Of the content, taken when it was collected and before it was encrypted. */
  sha256: Sha256,
  /** Of the content. */
  bytes: z.int().nonnegative(),
  mediaType: z.string().min(1).max(100),
  /** SHA-256 of the encrypted bytes: the object's name in the store, and a check that needs no key. */
  storedAs: Sha256,
});
export type StoredObject = z.infer<typeof StoredObject>;

/** The capture of an item as the records have it. It names no address: that is in the record, which is encrypted. */
export const Capture = z.strictObject({
  version: z.literal(1),
  id: CaptureId,
  itemId: z.string(),
  /** The post whose page it is. */
  postId: PostId,
  state: CaptureState,
  /** Of the last attempt; `null` when there was none yet, or it went well. */
  reason: CaptureReason.nullable(),
  attempts: z.int().nonnegative(),
  wantedAt: z.iso.datetime(),
  /** When it was captured, or given up. */
  endedAt: z.iso.datetime().nullable(),
  /** Empty unless captured. */
  objects: z.array(StoredObject),
  /** The last time that the page was found to be there still, by a later look. */
  seenUntil: z.iso.datetime().nullable(),
  /** The first later look that did not find it. */
  missedAt: z.iso.datetime().nullable(),
});
export type Capture = z.infer<typeof Capture>;

/** One exchange with a server, in the order in which they were made. */
const CapturedExchange = z.strictObject({
  url: z.string(),
  status: z.int(),
  at: z.iso.datetime(),
  /** Address of the server that answered. */
  peer: z.string().nullable(),
  /** Of the body as it came over the wire, before any content coding was taken off. */
  sha256: Sha256,
  bytes: z.int().nonnegative(),
});

/** What is known of the clock that the times of a record were read from. */
export const ClockState = z.strictObject({
  /** Whether the system's time service says that it is synchronised; `unknown` where it cannot be asked. */
  synchronised: z.enum(['yes', 'no', 'unknown']),
  /** How that was found out, or why not. */
  source: z.string(),
  /** This host's clock minus the clock of the records, in milliseconds. */
  recordsDifferenceMs: z.number().nullable(),
  /** This host's clock minus the `Date` of the first answer, in milliseconds; that clock's quality is not known. */
  serverDifferenceMs: z.number().nullable(),
});
export type ClockState = z.infer<typeof ClockState>;

/**
 * Collection record of one capture: what the Berkeley Protocol on Digital Open Source Investigations (OHCHR, 2022,
 * paragraphs 153 to 156) asks to be kept of how it was collected.
 */
export const CollectionRecord = z.strictObject({
  version: z.literal(1),
  captureId: CaptureId,
  itemId: z.string(),
  postId: PostId,
  sourceId: z.string(),
  /** `page`: shown in a browser; `answer`: the answer of a source that is an interface and not a page. */
  kind: z.enum(['page', 'answer']),
  collector: z.strictObject({
    /** Name of the program and the product token that it sends. */
    program: z.string(),
    userAgent: z.string(),
    host: z.string(),
  }),
  egress: z.strictObject({
    /** Local addresses of the sockets that were used; behind address translation these are private ones. */
    local: z.array(z.string()),
    /** The public address as the operator states it (`VIGIE_EGRESS_ADDRESS`). */
    stated: z.string().nullable(),
  }),
  /** Name and version of everything that took part: vigie, node, chromium, playwright, warcio. */
  tools: z.record(z.string(), z.string()),
  clock: ClockState,
  authorisation: z.strictObject({
    legalBasis: z.string(),
    controller: z.string(),
    purpose: z.string(),
    requester: z.string(),
    approver: z.string(),
    startsOn: z.string(),
    expiresOn: z.string(),
  }),
  robots: RobotsRecord.nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** The address that was asked for, and the one that answered after redirects. */
  url: z.string(),
  finalUrl: z.string(),
  status: z.int(),
  title: z.string(),
  /** In CSS pixels; of the whole page, and what of it is on the picture when that was cut. */
  page: z.strictObject({ width: z.int(), height: z.int(), shownHeight: z.int() }).nullable(),
  /** Whether the post's text was found on the page; `null` for an answer, which is kept as it came. */
  postFound: z.boolean().nullable(),
  exchanges: z.array(CapturedExchange),
  /** Parts of the page that were not asked for or not given, by reason: robots.txt, scope, method, limits. */
  withheld: z.record(z.string(), z.int().nonnegative()),
  /** Every change between what came over the wire and what is kept, in words (EVI-02). */
  conversions: z.array(z.string()),
  /** Every other object of the capture: this record's own hash stands in the records and in the log. */
  objects: z.array(StoredObject.omit({ storedAs: true })),
});
export type CollectionRecord = z.infer<typeof CollectionRecord>;

/** Roles without which a capture is graded incomplete and is no evidence (EVI-01). */
const REQUIRED_ROLES: Readonly<Record<CollectionRecord['kind'], readonly ObjectRole[]>> = {
  page: ['wacz', 'screenshot-page', 'dom', 'record'],
  answer: ['wacz', 'record'],
};

/** What is missing of a capture; empty when it is complete. */
export function missingRoles(
  kind: CollectionRecord['kind'],
  objects: readonly Pick<StoredObject, 'role'>[],
): ObjectRole[] {
  const found = new Set(objects.map(({ role }) => role));
  return REQUIRED_ROLES[kind].filter((role) => !found.has(role));
}

/**
 * A capture as people at the desk see it. Addresses, titles and whatever else may name somebody stay in the sealed record:
 * they are read as names are, on a second person's word.
 */
export interface CaptureView {
  readonly state: CaptureState;
  readonly reason: CaptureReason | null;
  readonly attempts: number;
  readonly wantedAt: string;
  readonly endedAt: string | null;
  readonly seenUntil: string | null;
  readonly missedAt: string | null;
  readonly objects: readonly Pick<StoredObject, 'role' | 'bytes' | 'mediaType' | 'sha256'>[];
  /** Whether there is a picture to be shown. */
  readonly hasPicture: boolean;
  /** What of the collection record names nobody; `null` unless captured. */
  readonly record: CaptureFacts | null;
  /** Who vouches for it, and for when; `null` unless captured. */
  readonly proof: CaptureProof | null;
}

/** How it stands with the signature of a capture's archive and with its time stamps, honestly (EVI-05, EVI-06). */
export interface CaptureProof {
  readonly signature: {
    readonly state: 'unsigned' | 'signed';
    /** A machine's word for what kept it from being signed; `null` where nobody tried yet, or it is signed. */
    readonly reason: string | null;
    readonly attempts: number;
    readonly domain: string | null;
    readonly authority: string | null;
    /** When the signature was stamped. */
    readonly genTime: string | null;
    /** Whether that was later after the capture than a signature may be after the time it states: it vouches from then on. */
    readonly isLate: boolean;
  };
  /** Of the event by which the capture came into custody, one an authority. */
  readonly stamps: readonly {
    readonly authority: string;
    readonly state: 'pending' | 'confirmed' | 'refused';
    readonly reason: string | null;
    readonly genTime: string | null;
  }[];
}

/** Of its exchanges only how many there were. */
export interface CaptureFacts
  extends Pick<
    CollectionRecord,
    | 'kind'
    | 'collector'
    | 'egress'
    | 'tools'
    | 'clock'
    | 'authorisation'
    | 'startedAt'
    | 'endedAt'
    | 'status'
    | 'page'
    | 'postFound'
    | 'withheld'
    | 'conversions'
  > {
  readonly robots: string | null;
  readonly exchanges: number;
}
