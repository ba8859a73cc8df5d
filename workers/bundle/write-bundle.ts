import type { Kysely } from 'kysely';
import { type Actor, CollectionRecord, type ExhibitObject } from '../../queue/contracts/index.ts';
import {
  proveShredding,
  proveUnder,
  readLogSigner,
  sequence,
  signCheckpoint,
  vkeyOf,
  withCosignatures,
} from '../../queue/log/index.ts';
import { type Exports, type HandedOver, readExportedItem } from '../../queue/review/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { type Authority, formatRoots } from '../timestamps/authorities.ts';
import { writeBag } from './bag/write-bag.ts';
import { type BundleContents, type BundleItem, objectPath, type ProgramFacts } from './contents.ts';
import { bagInfo, type PrintPage, payloadFiles, tagFiles } from './files.ts';
import { formatSeal, sha512 } from './seal.ts';

/** The preserved objects of an item. */
export interface CaptureReader {
  /** @returns `null` where the item has no complete capture */
  captureOf(itemId: string): Promise<{
    readonly id: string;
    readonly objects: readonly (ExhibitObject & { read(): Promise<Uint8Array> })[];
  } | null>;
}

export interface BundleContext {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly exports: Exports;
  readonly captures: CaptureReader;
  readonly authorities: readonly Authority[];
  readonly program: ProgramFacts;
  readonly print: PrintPage;
}

/**
 * Hands an approved export over and writes its bundle: custody passes on and the log says so first, then the bag appears whole,
 * then its seal is in the records. Where it ends in between, doing it again goes on.
 * @param target where the bundle is to lie; nothing may be there
 * @returns SHA-512 of its tag manifest, hexadecimal, and how many items are in it
 * @throws AppError as `Exports.handOver` and `writeBag` do; `evidence.incomplete` where an object or a text is gone
 */
export async function writeBundle(
  context: BundleContext,
  actor: Actor,
  number: number,
  target: string,
): Promise<{ readonly sha512: string; readonly items: number; readonly export: HandedOver }> {
  const { exports, vault } = context;
  const handed = await exports.handOver(actor, number);
  const contents = await gather(context, handed);
  let digest = '';
  await writeBag({
    target,
    payload: await payloadFiles(contents, context.print),
    tags: tagFiles(contents),
    info: bagInfo(contents),
    seal(tagManifest) {
      digest = sha512(tagManifest);
      const { caseNumber } = handed;
      const text = formatSeal({ origin: contents.log.origin, caseNumber, export: number, sha512: digest });
      const bytes = Buffer.from(text);
      return [
        { path: 'seal.txt', bytes },
        { path: 'seal.sig', bytes: vault.unit.sign(bytes) },
      ];
    },
  });
  await exports.seal(actor, number, Buffer.from(digest, 'hex'));
  return { sha512: digest, items: contents.items.length, export: handed };
}

async function gather(context: BundleContext, handed: HandedOver): Promise<BundleContents> {
  const { db, vault, clock, authorities, program } = context;
  const now = new Date(clock.now());
  await sequence(db, vault);
  const checkpoint = await signCheckpoint(db, vault, now);
  const note = await withCosignatures(db, checkpoint);
  const shredding = await proveShredding(db, vault, checkpoint, note);
  const items: BundleItem[] = [];
  for (const { place, itemId } of handed.items) {
    const item = await readExportedItem(db, vault, itemId);
    const capture = await context.captures.captureOf(itemId);
    if (item === undefined || capture === null)
      throw incomplete(place, 'its text and its capture', 'that they are gone');
    const objects = capture.objects.map((object) => ({ ...object, path: objectPath(place, object.role) }));
    requireRecorded(place, item.control, objects);
    const proofs = new Map<number, string>();
    for (const [event, index] of item.positions)
      proofs.set(event, await proveUnder(db, vault, checkpoint, note, { index, withBody: true }));
    const exhibit = `${handed.caseNumber}/${handed.number}/${place}`;
    const record = await recordOf(place, objects);
    items.push({ place, exhibit, item, captureId: capture.id, record, objects, proofs });
  }
  const positions = items.flatMap(({ item }) => [...item.positions.values()]);
  const isShredded = positions.some((index) => index < (shredding?.before ?? 0));
  return {
    export: handed,
    writtenAt: now.toISOString(),
    unit: { keyPem: vault.unit.publicPem },
    log: {
      origin: checkpoint.origin,
      vkey: vkeyOf(await readLogSigner(db, vault)),
      size: checkpoint.size,
      checkpoint: note,
      shredding: isShredded ? shredding : null,
    },
    roots: new Map(authorities.map(({ id, roots }) => [id, formatRoots(roots)])),
    program,
    items,
  };
}

/** What is handed over is what came into our hands: the same objects, by their hashes. */
function requireRecorded(
  place: number,
  control: { readonly objects: readonly ExhibitObject[] } | null,
  objects: readonly ExhibitObject[],
): void {
  const hashes = (all: readonly ExhibitObject[]) => all.map(({ role, sha256 }) => `${role}=${sha256}`).sort();
  const [recorded, found] = [hashes(control?.objects ?? []), hashes(objects)];
  if (recorded.join() !== found.join())
    throw incomplete(place, 'the objects that its chain of custody begins with', 'others');
}

async function recordOf(place: number, objects: BundleItem['objects']): Promise<CollectionRecord> {
  const stored = objects.find(({ role }) => role === 'record');
  if (stored === undefined) throw incomplete(place, 'a collection record', 'none');
  return CollectionRecord.parse(JSON.parse(Buffer.from(await stored.read()).toString('utf8')));
}

function incomplete(place: number, expected: string, found: string): AppError {
  return new AppError(
    'evidence.incomplete',
    `item ${place}: expected ${expected}, found ${found}; no bundle was written`,
    {
      place,
    },
  );
}
