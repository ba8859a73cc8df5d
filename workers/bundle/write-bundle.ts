import type { Kysely } from 'kysely';
import type { Actor } from '../../queue/contracts/index.ts';
import {
  isShreddedSince,
  proveShredding,
  proveUnder,
  readLogSigner,
  sequence,
  signCheckpoint,
  vkeyOf,
  withCosignatures,
} from '../../queue/log/index.ts';
import type { Exports, HandedOver } from '../../queue/review/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { formatRoots, type StampRoots } from '../timestamps/authorities.ts';
import { writeBag } from './bag/write-bag.ts';
import { type BundleContents, type BundleItem, objectPath, type ProgramFacts } from './contents.ts';
import { bagInfo, type PrintPage, payloadFiles, tagFiles } from './files.ts';
import { formatSeal, sha512 } from './seal.ts';
import { type CaptureReader, readWholeItem, requireWhole } from './whole-item.ts';

export interface BundleContext {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly exports: Exports;
  readonly captures: CaptureReader;
  /** Whoever stamps or has stamped, with the roots that a bundle brings. */
  readonly authorities: readonly StampRoots[];
  readonly program: ProgramFacts;
  /** Languages whose words in the rules in force a native reader has checked. */
  readonly checkedLanguages: readonly string[];
  readonly print: PrintPage;
}

/**
 * Hands an approved export over and writes its bundle: what is to be in it is looked at, custody passes on and the log says so, then the
 * bag appears whole, then its seal is in the records. Where it ends in between, doing it again goes on.
 * @param target where the bundle is to lie; nothing may be there
 * @returns SHA-512 of its tag manifest, hexadecimal, and how many items are in it
 * @throws AppError as `Exports.handOver`, `requireWhole` and `writeBag` do
 */
export async function writeBundle(
  context: BundleContext,
  actor: Actor,
  number: number,
  target: string,
): Promise<{ readonly sha512: string; readonly items: number; readonly export: HandedOver }> {
  const { exports, vault } = context;
  await requireWhole(context, await exports.approved(actor, number, 'bundle'));
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

/**
 * What the log says may be shredded while the proofs of it are read: one that gives nothing away needs the entry that says why, which is
 * younger than the checkpoint. Then all of it is read again, under one that has it.
 */
async function gather(context: BundleContext, handed: HandedOver): Promise<BundleContents> {
  for (;;) {
    const contents = await gatherOnce(context, handed);
    if (!(await isShreddedSince(context.db, contents.log.size))) return contents;
  }
}

async function gatherOnce(context: BundleContext, handed: HandedOver): Promise<BundleContents> {
  const { db, vault, clock, authorities, program, checkedLanguages } = context;
  const now = new Date(clock.now());
  await sequence(db, vault);
  const checkpoint = await signCheckpoint(db, vault, now);
  const note = await withCosignatures(db, checkpoint);
  const shredding = await proveShredding(db, vault, checkpoint, note);
  const items: BundleItem[] = [];
  for (const one of handed.items) {
    const { place } = one;
    const { item, captureId, record, ...whole } = await readWholeItem(context, one);
    const objects = whole.objects.map((object) => ({ ...object, path: objectPath(place, object.role) }));
    const proofs = new Map<number, string>();
    for (const [event, index] of item.positions)
      proofs.set(event, await proveUnder(db, vault, checkpoint, note, { index, withBody: true }));
    const exhibit = `${handed.caseNumber}/${handed.number}/${place}`;
    items.push({ place, exhibit, item, captureId, record, objects, proofs });
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
    checkedLanguages,
    items,
  };
}
