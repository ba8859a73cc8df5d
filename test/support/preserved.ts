import { hash, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { CollectionRecord, ExhibitObject } from '../../queue/contracts/index.ts';
import { recordCustody, type Schema, wantSignature } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { CaptureReader } from '../../workers/bundle/whole-item.ts';
import { type Wacz, writeWacz } from '../../workers/evidence/wacz.ts';
import { writeWarc } from '../../workers/evidence/warc.ts';
import type { Exchange } from '../../workers/fetch/exchange.ts';

/** 1 by 1 pixel, PNG. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Kept = ExhibitObject & { read(): Promise<Uint8Array> };

/** Captures of a test, kept in memory: their objects are small, and what a bundle holds of them is what counts here. */
export class PreservedCaptures implements CaptureReader {
  readonly #byItem = new Map<string, { id: string; objects: Kept[] }>();

  async captureOf(itemId: string): Promise<{ id: string; objects: Kept[] } | null> {
    return this.#byItem.get(itemId) ?? null;
  }

  /** A page is captured: its objects are kept, and its custody begins. */
  async preserve(
    { db, vault }: { readonly db: Kysely<Schema>; readonly vault: Vault },
    itemId: string,
    now: Date,
  ): Promise<void> {
    const id = randomBytes(16).toString('hex');
    const archive = await archiveOf(id, itemId, now);
    const parts: [ExhibitObject['role'], string, Buffer][] = [
      ['wacz', 'application/wacz', archive.bytes],
      ['screenshot-page', 'image/png', PICTURE],
      ['dom', 'text/html', Buffer.from(`<!doctype html><p>${itemId}`)],
    ];
    const objects = parts.map(([role, mediaType, bytes]) => keep(role, mediaType, bytes));
    const record = collectionRecord(id, itemId, objects, now);
    const all = [...objects, keep('record', 'application/json', Buffer.from(JSON.stringify(record)))];
    this.#byItem.set(itemId, { id, objects: all });
    const bare = all.map(({ role, sha256, bytes, mediaType }) => ({ role, sha256, bytes, mediaType }));
    const stored = bare.map((object) => ({
      ...object,
      storedAs: hash('sha256', `${id} ${object.role}`, 'hex'),
    }));
    await db.transaction().execute(async (tx) => {
      await sql`
        insert into vigie.captures (id, item_id, post_id, state, wanted_at, next_at, ended_at, objects)
        select ${id}, i.id, i.post_id, 'captured', ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz, ${JSON.stringify(stored)}::jsonb
        from vigie.items i where i.id = ${itemId}
        on conflict (item_id, post_id) do update set id = excluded.id, state = 'captured', reason = null,
          ended_at = excluded.ended_at, objects = excluded.objects, held_until = null
      `.execute(tx);
      await recordCustody(tx, vault, {
        itemId,
        actor: 'worker:capture',
        now,
        event: { kind: 'control', capture: id, objects: bare },
      });
      await wantSignature(tx, { captureId: id, itemId, manifest: archive.manifest }, now);
    });
  }
}

/** An archive of one exchange. */
function archiveOf(id: string, itemId: string, now: Date): Promise<Wacz> {
  const url = `https://board.example/${itemId}`;
  const exchange: Exchange = {
    method: 'GET',
    url,
    requestHeaders: [],
    withheldHeaders: [],
    status: 200,
    statusText: 'OK',
    headers: [['content-type', 'text/html']],
    body: Buffer.from(`<!doctype html><p>${itemId}`),
    isBodyRead: true,
    atMs: now.getTime(),
    ends: { local: '192.0.2.7', peer: '192.0.2.8' },
  };
  const page = { id, url, title: 'An invented page', atMs: now.getTime() };
  const warc = writeWarc({ software: 'Vigie test' }, [exchange]);
  return writeWacz(warc, { page, software: 'Vigie test', createdMs: now.getTime() });
}

function keep(role: ExhibitObject['role'], mediaType: string, content: Buffer): Kept {
  return {
    role,
    mediaType,
    bytes: content.length,
    sha256: hash('sha256', content, 'hex'),
    read: async () => content,
  };
}

function collectionRecord(id: string, itemId: string, objects: readonly Kept[], now: Date): CollectionRecord {
  const at = now.toISOString();
  const url = `https://board.example/${itemId}`;
  return {
    version: 1,
    captureId: id,
    itemId,
    postId: '0'.repeat(32),
    sourceId: 'source',
    kind: 'page',
    collector: { program: 'Vigie test', userAgent: 'Vigie/test', host: 'test-host' },
    egress: { local: ['192.0.2.7'], stated: null },
    tools: { vigie: 'test', node: 'v20' },
    clock: { synchronised: 'unknown', source: 'a test', recordsDifferenceMs: 0, serverDifferenceMs: null },
    authorisation: {
      legalBasis: 'Order of an invented court',
      controller: 'Unit of an invented country',
      purpose: 'detect-offers',
      requester: 'A. Example',
      approver: 'B. Example',
      startsOn: '2026-01-01',
      expiresOn: '2027-01-01',
    },
    robots: null,
    startedAt: at,
    endedAt: at,
    url,
    finalUrl: url,
    status: 200,
    title: 'An invented page',
    page: { width: 800, height: 600, shownHeight: 600 },
    postFound: true,
    exchanges: [],
    withheld: {},
    conversions: [],
    objects: objects.map(({ role, sha256, bytes, mediaType }) => ({ role, sha256, bytes, mediaType })),
  };
}
