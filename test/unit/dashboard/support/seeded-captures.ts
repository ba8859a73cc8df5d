import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import { Source } from '../../../../queue/contracts/index.ts';
import { type EvidenceStore, localStore, sealObject } from '../../../../queue/evidence/index.ts';
import { recordCustody, type Schema } from '../../../../queue/storage/index.ts';
import type { Vault } from '../../../../queue/vault/index.ts';
import { writeRecord } from '../../../../workers/evidence/collection-record.ts';
import { authorisationOf } from '../../../support/authorisation.ts';

const CAPTURE = 'c'.repeat(32);
const ADDRESS = 'https://board.example/post/canary-address';

let store: EvidenceStore | undefined;

/** A store in a folder of its own, gone with the process. */
export function seededStore(): EvidenceStore {
  if (store !== undefined) return store;
  const folder = mkdtempSync(join(tmpdir(), 'vigie-seeded-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  store = localStore(folder);
  return store;
}

/** A capture of an item's page as a worker would have left it, with the real record. */
export async function plantCapture(
  db: Kysely<Schema>,
  vault: Vault,
  of: { itemId: string; postId: string; wrappedKey: Uint8Array; opened: Date },
): Promise<void> {
  const { itemId, postId, wrappedKey, opened } = of;
  const seal = (role: 'working-copy' | 'record', bytes: Uint8Array, mediaType: string) =>
    sealObject(vault, { postId, wrappedKey }, CAPTURE, { role, bytes, mediaType });
  const picture = seal('working-copy', pictureOf(640, 120), 'image/png');
  const record = seal('record', recordOf(itemId, opened), 'application/json');
  for (const { object, sealed } of [picture, record]) await seededStore().put(object.storedAs, sealed);
  await sql`
    insert into vigie.captures (id, item_id, post_id, state, attempts, wanted_at, next_at, ended_at, objects, seen_until)
    values (${CAPTURE}, ${itemId}, ${postId}, 'captured', 1, ${opened}, ${opened}, ${opened},
      ${JSON.stringify([picture.object, record.object])}::jsonb, ${opened})
  `.execute(db);
  const { sha256, bytes, mediaType } = record.object;
  await db.transaction().execute((tx) =>
    recordCustody(tx, vault, {
      itemId,
      actor: 'worker:capture',
      now: opened,
      event: { kind: 'control', capture: CAPTURE, objects: [{ role: 'record', sha256, bytes, mediaType }] },
    }),
  );
  await plantProof(db, itemId, opened);
}

/** Signed two hours later; one authority has stamped what came into custody, another was away. */
async function plantProof(db: Kysely<Schema>, itemId: string, capturedAt: Date): Promise<void> {
  const signedAt = new Date(capturedAt.getTime() + 7_200_000);
  const signedData = {
    ...{ hash: `sha256:${'e'.repeat(64)}`, created: signedAt.toISOString(), software: 'Vigie 0.1.0' },
    ...{ version: '0.1.0', domain: 'unit.example', signature: 'QQ==', timeSignature: 'QQ==' },
    ...{ domainCert: 'a certificate', timestampCert: 'a certificate' },
  };
  await sql`
    insert into vigie.archive_signatures (capture_id, item_id, manifest, state, attempts, next_at, signed_data, authority, gen_time)
    values (${CAPTURE}, ${itemId}, ${signedData.hash}, 'signed', 1, ${signedAt}, ${JSON.stringify(signedData)}, 'first', ${signedAt})
  `.execute(db);
  await sql`
    insert into vigie.timestamps (item_id, number, authority, state, next_at, reason, token, gen_time) values
      (${itemId}, 1, 'first', 'confirmed', ${capturedAt}, null, ${Buffer.from('token')}, ${capturedAt}),
      (${itemId}, 1, 'second', 'pending', ${capturedAt}, 'timeout', null, null)
  `.execute(db);
}

function recordOf(itemId: string, at: Date): Buffer {
  const source = Source.parse({
    ...{ id: 'demo', name: 'Demo', kind: 'feed', url: 'https://board.example/feed' },
    authorisation: authorisationOf('https://board.example/feed'),
  });
  if (source.kind === 'import') throw new Error('expected a source that is collected');
  return writeRecord({
    ...{ captureId: CAPTURE, itemId, postId: 'a'.repeat(32), source, objects: [] },
    station: { program: 'Vigie 0.1.0', host: 'worker-1', node: 'v20', egress: '192.0.2.7' },
    userAgent: 'Mozilla/5.0 (compatible; Vigie/0.1)',
    clock: { synchronised: 'yes', source: 'a test', recordsDifferenceMs: 2, serverDifferenceMs: 400 },
    collected: {
      ...{ address: { kind: 'page', url: ADDRESS }, finalUrl: ADDRESS, status: 200, title: 'Canary title' },
      ...{ startedMs: at.getTime(), endedMs: at.getTime() + 4000, robots: { verdict: 'none', sha256: null } },
      ...{ page: { width: 1280, height: 2000, shownHeight: 2000 }, postFound: true, shown: [] },
      ...{ exchanges: [], withheld: { scope: 3 }, browser: '147.0.1' },
    },
  });
}

/** A PNG in light grey with a black bar where a name was covered. */
function pictureOf(width: number, height: number): Buffer {
  const row = (y: number) =>
    Buffer.from([
      0,
      ...Array.from({ length: width }, (_, x) => (x > 300 && x < 420 && y > 40 && y < 70 ? 0 : 225)),
    ]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, (_, y) => row(y))))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(8 + body.length);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), 4 + body.length);
  return framed;
}
