import type { Kysely } from 'kysely';
import { CollectionRecord, type ExhibitObject } from '../../queue/contracts/index.ts';
import { type ApprovedExport, type ExportedItem, readExportedItem } from '../../queue/review/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { checkSignedData } from '../signing/check-signed-data.ts';
import type { StampRoots } from '../timestamps/authorities.ts';
import { checkToken } from '../timestamps/token.ts';

/** The preserved objects of an item. */
export interface CaptureReader {
  /** @returns `null` where the item has no complete capture */
  captureOf(itemId: string): Promise<{
    readonly id: string;
    readonly objects: readonly (ExhibitObject & { read(): Promise<Uint8Array> })[];
  } | null>;
}

type Objects = NonNullable<Awaited<ReturnType<CaptureReader['captureOf']>>>['objects'];

/** An item whose text is there, with the capture that its custody speaks of. */
export interface WholeItem {
  readonly item: ExportedItem;
  readonly captureId: string;
  readonly objects: Objects;
  readonly record: CollectionRecord;
}

export interface WholeContext {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly captures: CaptureReader;
  readonly authorities: readonly StampRoots[];
}

/**
 * Reads an item of an export with its capture.
 * @throws AppError `evidence.incomplete` where its text or its capture is gone, or is not what came into our hands
 */
export async function readWholeItem(
  { db, vault, captures }: Omit<WholeContext, 'authorities'>,
  { place, itemId }: ApprovedExport['items'][number],
): Promise<WholeItem> {
  const item = await readExportedItem(db, vault, itemId);
  const capture = await captures.captureOf(itemId);
  if (item === undefined || capture === null)
    throw incomplete(place, 'its text and its capture', 'that they are gone');
  const { id: captureId, objects } = capture;
  requireRecorded(place, item.control, objects);
  return { item, captureId, objects, record: await recordOf(place, objects) };
}

/**
 * Looks at what is to be handed over before custody passes on: each text, each object by its hash, and each stamp and signature against the
 * roots that the bundle would bring. What cannot be written, or would not hold where somebody verifies it, must not be in custody and log
 * as handed over.
 * @throws AppError `evidence.incomplete`, or what keeps an object from being read
 */
export async function requireWhole(context: WholeContext, { items }: ApprovedExport): Promise<void> {
  for (const one of items) {
    const { item, objects } = await readWholeItem(context, one);
    for (const object of objects) await object.read();
    await requireRoots(one.place, item, context.authorities);
  }
}

/** Whoever verifies has the bundle's roots, and takes a stamp that does not end in one of them for altered. */
async function requireRoots(
  place: number,
  { custody, timestamps, signature }: ExportedItem,
  authorities: readonly StampRoots[],
): Promise<void> {
  const rootsOf = (id: string | null) => authorities.find((one) => one.id === id)?.roots ?? [];
  for (const { number, authority, token } of timestamps) {
    if (token === null) continue;
    const data = custody.find((link) => link.number === number)?.event ?? new Uint8Array();
    const checked = await checkToken(token, { data, roots: rootsOf(authority), nonce: null });
    const fault = typeof checked === 'string' ? checked : 'genTime' in checked ? null : 'a rejection';
    if (fault !== null) throw unrooted(place, `the time stamp of ${authority} on event ${number}`, fault);
  }
  if (signature === null || signature.signedData === null) return;
  const { signedData, manifest, authority } = signature;
  const stampRoots = rootsOf(authority);
  const checked = await checkSignedData(signedData, { manifest, stampRoots, domainRoots: null });
  if (typeof checked === 'string')
    throw unrooted(place, `the signature of the archive, which ${authority} has stamped,`, checked);
}

function unrooted(place: number, what: string, fault: string): AppError {
  const roots =
    'a root of config/timestamps.yml; roots from the time of the stamp stay in it, also of an authority that is asked no more';
  return incomplete(place, `that ${what} holds against ${roots}`, `that it does not (${fault})`);
}

/** What is handed over is what came into our hands: the same objects, by their hashes. */
function requireRecorded(place: number, control: ExportedItem['control'], objects: Objects): void {
  const hashes = (all: readonly ExhibitObject[]) => all.map(({ role, sha256 }) => `${role}=${sha256}`).sort();
  const [recorded, found] = [hashes(control?.objects ?? []), hashes(objects)];
  if (recorded.join() !== found.join())
    throw incomplete(place, 'the objects that its chain of custody names last', 'others');
}

async function recordOf(place: number, objects: Objects): Promise<CollectionRecord> {
  const stored = objects.find(({ role }) => role === 'record');
  if (stored === undefined) throw incomplete(place, 'a collection record', 'none');
  return CollectionRecord.parse(JSON.parse(Buffer.from(await stored.read()).toString('utf8')));
}

function incomplete(place: number, expected: string, found: string): AppError {
  const message = `item ${place}: expected ${expected}, found ${found}; no bundle was written`;
  return new AppError('evidence.incomplete', message, { place });
}
