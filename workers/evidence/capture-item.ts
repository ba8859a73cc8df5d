import {
  type CaptureItem,
  type CaptureReason,
  type ExhibitObject,
  PROCESS,
  type Source,
  type StoredObject,
} from '../../queue/contracts/index.ts';
import {
  type CollectedObject,
  type KeyOfPost,
  readObject,
  type SealedObject,
  sealObject,
} from '../../queue/evidence/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import {
  announceObjects,
  completeCapture,
  failCapture,
  keepCapture,
  readHighWater,
  readRecordsTime,
  recordCustody,
  refuseEarlyCapture,
  releaseCapture,
  type TakenCapture,
  takeCapture,
  wantSignature,
} from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import { parseSealedPost } from '../handlers/sealed-post.ts';
import { refuseWhileSuspended } from '../handlers/suspension.ts';
import { addressOfPost, type PostAddress } from './address-of-post.ts';
import { clockState } from './clock-state.ts';
import { type Collected, collectEvidence } from './collect-evidence.ts';
import { withheldKeys, writeRecord } from './collection-record.ts';
import { type CaptureFault, faultBy, faultOf, nextAttempt } from './fault-reason.ts';
import { writeWacz } from './wacz.ts';
import { writeWarc } from './warc.ts';

export type CaptureContext = Pick<
  WorkerContext,
  'db' | 'vault' | 'clock' | 'logger' | 'collector' | 'sources' | 'stopping' | 'evidence'
>;

/** A worker that died is found out after this time, in milliseconds; a living one renews it. */
const LEASE_MS = 15_000;
/** Attempts that nobody lived to end: the page is what they have in common. */
const MAX_INTERRUPTED = 8;
/** What a worker that died has stored is removed after this time, in milliseconds. */
const LEAVE_AFTER_MS = 3_600_000;
/** The first later look at a page, in milliseconds. */
const FIRST_LOOK_MS = 24 * 3_600_000;

/**
 * Makes one attempt at a capture. What comes of it is one transaction: the capture with all its objects, or the reason why
 * there is none, each with its entry. Two attempts side by side end once; an attempt that dies leaves nothing to be seen.
 */
export async function handleCaptureItem(context: CaptureContext, { captureId }: CaptureItem): Promise<void> {
  const { db, clock } = context;
  const now = new Date(clock.now());
  const taken = await takeCapture(db, captureId, now, new Date(now.getTime() + LEASE_MS));
  if (taken === undefined) return refuseEarlyCapture(db, captureId);
  const held = hold(context, taken);
  try {
    await attempt(context, taken, held.signal);
  } finally {
    held.stop();
  }
}

async function attempt(context: CaptureContext, taken: TakenCapture, signal: AbortSignal): Promise<void> {
  const ready = prepare(context, taken);
  if ('reason' in ready) {
    await giveUp(context, taken, faultBy(ready.reason));
    return;
  }
  try {
    await refuseWhileSuspended(context.db, ready.source.id);
    const collected = await collectEvidence(
      { collector: context.collector, now: () => context.clock.now(), signal },
      ready.source,
      ready.address,
      ready.text,
    );
    await keep(context, taken, ready, collected);
  } catch (error) {
    if (context.stopping.aborted) await releaseCapture(context.db, taken);
    signal.throwIfAborted();
    await giveUp(context, taken, faultOf(error));
  }
}

interface Ready {
  readonly source: Exclude<Source, { kind: 'import' }>;
  readonly address: PostAddress;
  readonly text: string;
  readonly key: KeyOfPost;
}

/** What is captured, or why nothing can be. People at risk are no evidence: their pages are left alone. */
function prepare({ vault, sources }: CaptureContext, taken: TakenCapture): Ready | { reason: CaptureReason } {
  if (taken.text === null) return { reason: 'text-gone' };
  if (taken.lane === 'protect') return { reason: 'protected' };
  if (taken.interrupted >= MAX_INTERRUPTED) return { reason: 'interrupted' };
  const source = sources.get(taken.sourceId);
  if (source === undefined) return { reason: 'source-removed' };
  if (source.kind === 'import') return { reason: 'import' };
  const { text, permalink } = parseSealedPost(vault.open(taken.postId, taken.text));
  const address = permalink === undefined ? null : addressOfPost(source, permalink);
  if (address === null) return { reason: 'no-address' };
  return { source, address, text, key: { postId: taken.postId, wrappedKey: taken.text.wrappedKey } };
}

/** Packs, seals and stores what was collected, reads it back, and only then calls it a capture. Of what is none the next attempt says why. */
async function keep(
  context: CaptureContext,
  taken: TakenCapture,
  ready: Ready,
  collected: Collected,
): Promise<void> {
  const { db, clock, evidence, vault, logger } = context;
  const { sealed, manifest } = await pack(context, taken, ready, collected);
  const objects = sealed.map(({ object }) => object);
  const names = objects.map(({ storedAs }) => storedAs);
  // By the time that erasing goes by: where it is ahead of this clock, they would be due at once.
  const from = await readHighWater(db, new Date(clock.now()));
  await announceObjects(db, names, new Date(from.getTime() + LEAVE_AFTER_MS));
  for (const { object, sealed: bytes } of sealed) await evidence.store.put(object.storedAs, bytes);
  for (const object of objects) await readObject(evidence.store, vault, ready.key, taken.id, object);
  const at = new Date(clock.now());
  const isKept = await db.transaction().execute(async (tx) => {
    const lookAt = collected.postFound === false ? null : new Date(at.getTime() + FIRST_LOOK_MS);
    if (!(await completeCapture(tx, taken, objects, at, lookAt))) return false;
    const record = objects.find(({ role }) => role === 'record');
    const bytes = objects.reduce((sum, object) => sum + object.bytes, 0);
    const body = {
      capture: taken.id,
      attempt: taken.attempt,
      objects: objects.length,
      bytes,
      record: record?.sha256 ?? null,
    };
    await recordCustody(tx, vault, {
      itemId: taken.itemId,
      actor: PROCESS.capture,
      now: at,
      event: { kind: 'control', capture: taken.id, objects: exhibitsOf(objects) },
    });
    await wantSignature(tx, { captureId: taken.id, itemId: taken.itemId, manifest }, at);
    await appendEntry(tx, {
      kind: 'capture.stored',
      actor: PROCESS.capture,
      at,
      subject: taken.itemId,
      body,
    });
    return true;
  });
  if (!isKept) await releaseCapture(db, taken);
  logger.info(
    { item: taken.itemId, attempt: taken.attempt, isKept, objects: objects.length },
    'page captured',
  );
}

/** What comes into custody: the working copy is for viewing, and no evidence. */
function exhibitsOf(objects: readonly StoredObject[]): ExhibitObject[] {
  return objects.flatMap(({ role, sha256, bytes, mediaType }) =>
    role === 'working-copy' ? [] : [{ role, sha256, bytes, mediaType }],
  );
}

async function pack(
  { db, clock, evidence, vault, collector }: CaptureContext,
  taken: TakenCapture,
  { source, key }: Ready,
  collected: Collected,
): Promise<{ readonly sealed: SealedObject[]; readonly manifest: string }> {
  const { station } = evidence;
  const { exchanges, finalUrl, title, startedMs, endedMs } = collected;
  const warc = writeWarc(
    {
      ...{ software: station.program, format: 'WARC File Format 1.1', hostname: station.host },
      // Who has the archive alone has to see, too, that its requests are not whole.
      ...Object.fromEntries(withheldKeys(exchanges).map((description) => ['description', description])),
    },
    exchanges,
  );
  const wacz = await writeWacz(warc, {
    page: { id: taken.id, url: finalUrl, title, atMs: startedMs },
    software: station.program,
    createdMs: endedMs,
  });
  const seal = (one: CollectedObject) => sealObject(vault, key, taken.id, one);
  const others = [
    seal({ role: 'wacz', bytes: wacz.bytes, mediaType: 'application/wacz' }),
    ...collected.shown.map(seal),
  ];
  const nowMs = clock.now();
  const record = writeRecord({
    captureId: taken.id,
    itemId: taken.itemId,
    postId: taken.postId,
    source,
    station,
    userAgent: collector.userAgent,
    clock: clockState(nowMs, await readRecordsTime(db), exchanges),
    collected,
    objects: others.map(({ object }): StoredObject => object),
  });
  const sealed = [...others, seal({ role: 'record', bytes: record, mediaType: 'application/json' })];
  return { sealed, manifest: wacz.manifest };
}

async function giveUp(
  { db, clock, logger }: CaptureContext,
  taken: TakenCapture,
  fault: CaptureFault,
): Promise<void> {
  const at = new Date(clock.now());
  const { reason } = fault;
  const nextAt = nextAttempt(fault, taken, at, Math.random());
  await db.transaction().execute(async (tx) => {
    if (!(await failCapture(tx, taken, fault, at, nextAt))) return;
    const kind = nextAt === null ? 'capture.failed' : 'capture.tried';
    const body = { capture: taken.id, attempt: taken.attempt, reason };
    await appendEntry(tx, { kind, actor: PROCESS.capture, at, subject: taken.itemId, body });
  });
  logger.info({ item: taken.itemId, attempt: taken.attempt, reason, isFinal: nextAt === null }, 'no capture');
}

/** Holds the capture while the attempt runs; it ends with the process, or when another attempt has begun. */
function hold(
  { db, clock, stopping, logger }: CaptureContext,
  taken: TakenCapture,
): { readonly signal: AbortSignal; stop(): void } {
  const lost = new AbortController();
  const timer = setInterval(() => {
    keepCapture(db, taken, new Date(clock.now() + LEASE_MS)).then(
      (isOurs) => {
        if (!isOurs) lost.abort(new Error('another attempt at this capture has begun'));
      },
      (error: unknown) =>
        logger.warn({ item: taken.itemId, error: String(error) }, 'a capture could not be held'),
    );
  }, LEASE_MS / 3).unref();
  return { signal: AbortSignal.any([stopping, lost.signal]), stop: () => clearInterval(timer) };
}
