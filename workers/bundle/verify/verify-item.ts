import { hash } from 'node:crypto';
import { CollectionRecord, type CustodyEvent, missingRoles } from '../../../queue/contracts/index.ts';
import { type CustodyLink, checkChain, eventIn } from '../../../queue/custody/index.ts';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import { checkToken } from '../../timestamps/token.ts';
import { numbered } from '../contents.ts';
import { type Checking, readJson } from './checking.ts';
import { type ExportRecord, ItemRecord } from './shapes.ts';
import { verifyPlaces } from './verify-log-places.ts';
import { type HeldProofs, verifyProofs } from './verify-proofs.ts';
import { verifySignature } from './verify-signature.ts';

/** A stamp may be this much earlier than the event's own time, by clocks that differ; more, and one of them is wrong. */
const SKEW_MS = 10 * 60_000;

/** What holds of an item. */
export interface HeldItem {
  readonly stamps: number;
  readonly signatures: number;
  readonly proofs: HeldProofs;
}

/** Checks one item of a bundle. @returns how many of its stamps, proofs and signatures of its archive hold */
export async function verifyItem(
  checking: Checking,
  record: ExportRecord,
  { place, exhibit, itemId, path }: ExportRecord['items'][number],
): Promise<HeldItem | null> {
  const { folder, fault } = checking;
  const file = `${path}/item.json`;
  const item = readJson(folder, file, ItemRecord, fault);
  if (item === null) return null;
  if (item.place !== place || item.exhibit !== exhibit || item.itemId !== itemId)
    fault(file, `expected item ${itemId} as exhibit ${exhibit}, found ${item.itemId} as ${item.exhibit}`);
  const links = readLinks(checking, path);
  verifyChain(checking, path, item, links);
  verifyPlaces(checking, path, itemId, links);
  const events = links.flatMap(({ event }) => eventIn(event) ?? []);
  const isHandedOver = events.some((event) => event.kind === 'transfer' && event.export === record.number);
  if (!isHandedOver)
    fault(file, `expected the event by which export ${record.number} was handed over, found none`);
  verifyObjects(checking, path, item, events);
  const signatures = (await verifySignature(checking, path, item)) ? 1 : 0;
  const proofs = verifyProofs(checking, path, item, links, events);
  return { stamps: await verifyStamps(checking, path, item, links, events), signatures, proofs };
}

function readLinks({ folder }: Checking, path: string): CustodyLink[] {
  const events = new RegExp(`^${path}/custody/(\\d{4,})\\.json$`);
  return folder.paths.flatMap((file) => {
    const digits = events.exec(file)?.[1];
    if (digits === undefined) return [];
    const signature = folder.read(file.replace(/json$/, 'sig')) ?? new Uint8Array();
    return [{ number: Number(digits), event: folder.read(file) ?? new Uint8Array(), signature }];
  });
}

function verifyChain(
  { unit, folder, fault }: Checking,
  path: string,
  item: ItemRecord,
  links: readonly CustodyLink[],
): void {
  const { count, last } = item.custody;
  for (const { number } of links) {
    const file = `${path}/custody/${numbered(number)}.sig`;
    if (folder.read(file) === null) fault(file, 'expected the signature of an event, found none');
  }
  if (unit !== null)
    for (const { number, reason } of checkChain(links, { itemId: item.itemId, count, key: unit }))
      fault(`${path}/custody/${numbered(number)}.json`, reason);
  const end = links.find(({ number }) => number === count);
  if (end && hash('sha256', end.event, 'hex') !== last)
    fault(
      `${path}/custody/${numbered(count)}.json`,
      'expected the last event that item.json names, found another',
    );
}

function verifyObjects(
  { folder, fault }: Checking,
  path: string,
  item: ItemRecord,
  events: readonly CustodyEvent[],
): void {
  const file = `${path}/item.json`;
  const control = events.findLast((event) => event.kind === 'control');
  const key = ({
    role,
    sha256,
    bytes,
    mediaType,
  }: (typeof item.capture.objects)[number] | NonNullable<typeof control>['objects'][number]) =>
    `${role} ${sha256} ${bytes} ${mediaType}`;
  const recorded = (control?.objects ?? []).map(key).sort().join('\n');
  if (control?.capture !== item.capture.id || recorded !== item.capture.objects.map(key).sort().join('\n'))
    fault(file, 'expected the objects that came into our hands by the chain of custody, found others');
  for (const object of item.capture.objects) {
    const bytes = folder.read(object.path);
    if (bytes === null) fault(object.path, 'expected an object of the capture, found none');
    else if (bytes.length !== object.bytes || hash('sha256', bytes, 'hex') !== object.sha256)
      fault(object.path, 'expected the object that was recorded, found another');
  }
  verifyCollection(folder, item, fault);
}

function verifyCollection(
  folder: Checking['folder'],
  { capture }: ItemRecord,
  fault: Checking['fault'],
): void {
  const path = capture.objects.find(({ role }) => role === 'record')?.path;
  const bytes = path === undefined ? null : folder.read(path);
  if (path === undefined || bytes === null) return;
  const parsed = CollectionRecord.safeParse(jsonOf(bytes.toString('utf8')));
  if (!parsed.success) {
    fault(path, 'expected a collection record, found something else');
    return;
  }
  const missing = missingRoles(parsed.data.kind, capture.objects);
  if (missing.length > 0) fault(path, `expected a complete capture, found none of ${missing.join(', ')}`);
  for (const { role, sha256 } of parsed.data.objects)
    if (
      role !== 'working-copy' &&
      !capture.objects.some((object) => object.role === role && object.sha256 === sha256)
    )
      fault(path, `expected the hash of ${role} as it was collected, found another`);
}

async function verifyStamps(
  { folder, rootsOf, fault, notice }: Checking,
  path: string,
  item: ItemRecord,
  links: readonly CustodyLink[],
  events: readonly CustodyEvent[],
): Promise<number> {
  let held = 0;
  for (const stamp of item.timestamps) {
    if (stamp.path === null || stamp.state !== 'confirmed') {
      notice(
        `${path}: the time stamp of ${stamp.authority} is ${stamp.state}, which shows nothing about time`,
      );
      continue;
    }
    const token = folder.read(stamp.path);
    const link = links.find(({ number }) => number === stamp.number);
    if (token === null || link === undefined) {
      fault(stamp.path, 'expected a time stamp of an event, found that one of them is missing');
      continue;
    }
    const roots = rootsOf(stamp.authority);
    const checked = await checkToken(token, { data: link.event, roots, nonce: null });
    const at = events.find(({ number }) => number === stamp.number)?.at;
    const reason =
      typeof checked === 'string'
        ? checked
        : 'genTime' in checked
          ? timeFault(checked.genTime, stamp.genTime, at)
          : 'expected a token, found a rejection';
    if (reason === null) held += 1;
    else fault(stamp.path, reason);
  }
  // An item may have come back: stamps of a capture that was erased before say nothing of this one.
  const control = events.findLast(({ kind }) => kind === 'control');
  const stamped = item.timestamps.filter(
    ({ state, number }) => state === 'confirmed' && number === control?.number,
  );
  if (new Set(stamped.map(({ authority }) => authority)).size < 2)
    notice(`${path}: fewer than two authorities have stamped the time`);
  return held;
}

function timeFault(genTime: Date, stated: string | null, at: string | undefined): string | null {
  if (stated === null || Date.parse(stated) !== genTime.getTime())
    return `expected the time that item.json states, found ${genTime.toISOString()}`;
  if (at !== undefined && genTime.getTime() < Date.parse(at) - SKEW_MS)
    return `expected a stamp from ${at} on, give or take 10 minutes, found ${genTime.toISOString()}: a clock was wrong`;
  return null;
}
