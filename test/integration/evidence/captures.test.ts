import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { CollectionRecord, missingRoles, type ObjectRole, Source } from '../../../queue/contracts/index.ts';
import { localStore, readObject, sha256 } from '../../../queue/evidence/index.ts';
import { verifyLog } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { eraseItem, suspendSource } from '../../../queue/storage/index.ts';
import { readArchive } from '../../../workers/bundle/verify/read-archive.ts';
import { handleLookAgain } from '../../../workers/evidence/look-again.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { authorisationOf, importAuthorisation } from '../../support/authorisation.ts';
import { useCaptures } from '../../support/capture-suite.ts';
import { pageWith } from '../../support/captured-board.ts';
import { captureScene } from '../../support/capturing.ts';
import { COLUMNS } from '../../support/columns.ts';
import { verifyWacz } from '../../support/evidence.ts';
import { chunksOf } from '../../support/png.ts';
import { readByWarcio } from '../../support/warcio-reader.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const TEXT = '[review] seats on an invented boat, ask @invented_name or +00 555 010 0199';
const MINUTE_MS = 60_000;

describe.each(COLUMNS)('captures, %s', (name) => {
  const clock = manualClock(Date.now());
  const here = useCaptures(name, clock);

  const post = (key: string, text = TEXT) => ({ key, text, permalink: here.board.addressOf(key) });
  async function keyOf(postId: string) {
    const { rows } = await sql<{ key: Uint8Array }>`
      select wrapped_key as key from vigie.sealed_posts where post_id = ${postId}`.execute(
      here.scene.context.db,
    );
    return { postId, wrappedKey: rows[0]?.key ?? new Uint8Array() };
  }
  async function contentOf(role: ObjectRole): Promise<Buffer> {
    const [capture] = await here.scene.captures();
    const object = capture?.objects.find((one) => one.role === role);
    if (capture === undefined || object === undefined) throw new Error(`expected a ${role}, found none`);
    const { evidence, vault } = here.scene.context;
    return readObject(evidence.store, vault, await keyOf(capture.postId), capture.id, object);
  }
  const record = async () => CollectionRecord.parse(JSON.parse(String(await contentOf('record'))));

  it('EVI-01 EVI-02 EVI-03 EVI-04 hold the page with everything that came for it, hashed as it came', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const [capture] = await here.scene.captures();
    expect(capture).toMatchObject({ state: 'captured', reason: null, attempts: 1 });
    expect(missingRoles('page', capture?.objects ?? [])).toEqual([]);
    const found = await record();
    expect(found).toMatchObject({
      kind: 'page',
      captureId: capture?.id,
      url: here.board.addressOf('one'),
      finalUrl: here.board.addressOf('one'),
      status: 200,
      title: 'A board',
      postFound: true,
      sourceId: 'board',
      collector: { program: 'Vigie test', host: 'test-host', userAgent: here.collector.userAgent },
      egress: { local: ['127.0.0.1'], stated: '192.0.2.7' },
      robots: { verdict: 'none' },
      authorisation: { requester: 'ana', approver: 'ben' },
    });
    expect(found.tools.chromium).toMatch(/^\d+\./);
    expect(found.conversions.length).toBeGreaterThan(3);
    // Every object of the capture is named in its record, by the hash that the records have too.
    for (const { role, sha256: hash } of capture?.objects ?? []) {
      const content = await contentOf(role);
      expect(sha256(content)).toBe(hash);
      if (role !== 'record')
        expect(found.objects).toContainEqual(expect.objectContaining({ role, sha256: hash }));
    }
    const exchange = found.exchanges.find(({ url }) => url === here.board.addressOf('one'));
    expect(exchange).toMatchObject({ peer: '127.0.0.1', sha256: sha256(Buffer.from(pageWith(TEXT))) });
    expect(found.exchanges.map(({ url }) => new URL(url).pathname).sort()).toEqual([
      '/pixel.png',
      '/post/one',
      '/style.css',
    ]);
    expect(String(await contentOf('dom'))).toContain('Invented Author');
    if (!hasPython()) return;
    expect(verifyWacz(await contentOf('wacz'))).toMatchObject({
      holds: true,
      url: here.board.addressOf('one'),
    });
  });

  it('EVI-03 EVI-04 are read by a reader of other origin, which finds the same digests and the same page', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const parts = await readArchive(await contentOf('wacz'));
    if (typeof parts === 'string') throw new Error(parts);
    const records = await readByWarcio(parts.get('archive/data.warc') ?? Buffer.alloc(0));
    expect(records.map(({ type }) => type)).toEqual([
      'warcinfo',
      ...Array.from({ length: 3 }, () => ['response', 'request']).flat(),
    ]);
    for (const { block, payload } of records) {
      expect(block[0]).toBe(block[1]);
      if (payload !== null) expect(payload[0]).toBe(payload[1]);
    }
    const page = records.find(({ type, url }) => type === 'response' && url === here.board.addressOf('one'));
    expect(page).toMatchObject({ status: 200 });
    expect(String(page?.body)).toBe(pageWith(TEXT));
    // The index leads to the same records, by their places in the file.
    const lines = String(parts.get('indexes/index.cdxj')).trim().split('\n');
    for (const line of lines) {
      const { offset, length, digest, url } = JSON.parse(line.slice(line.indexOf('{')));
      const slice = parts.get('archive/data.warc')?.subarray(Number(offset), Number(offset) + Number(length));
      const [only, ...more] = await readByWarcio(slice ?? Buffer.alloc(0));
      expect([only?.type, only?.url, only?.payload?.[1], more]).toEqual(['response', url, digest, []]);
    }
  });

  it('EVI-04 no byte of an archive can be changed, and no part left out', async (context) => {
    if (!hasPython()) context.skip('no Python on this machine');
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const wacz = await contentOf('wacz');
    expect(verifyWacz(wacz).holds).toBe(true);
    for (let at = 60; at < wacz.length - 60; at += Math.ceil(wacz.length / 24)) {
      const changed = Buffer.from(wacz);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, verifyWacz(changed).holds]).toEqual([at, false]);
    }
    expect(verifyWacz(wacz.subarray(0, wacz.length - 1)).holds).toBe(false);
  });

  it('job data and records name no address, and the store holds no word of the page in clear', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(c) as row from vigie.captures c`.execute(
      here.scene.context.db,
    );
    expect(JSON.stringify(rows)).not.toContain('/post/one');
    expect(await here.column.dumpQueue()).not.toContain('/post/one');
    for await (const { name: stored } of here.scene.context.evidence.store.list()) {
      expect((await here.scene.context.evidence.store.get(stored)).includes('Invented Author')).toBe(false);
    }
  });

  it('MIN-09 the working copy is a picture of the post alone, without metadata', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const picture = await contentOf('working-copy');
    expect(chunksOf(picture)).toEqual(expect.arrayContaining(['IHDR', 'IDAT', 'IEND']));
    expect(chunksOf(picture).filter((chunk) => /^(?:tEXt|zTXt|iTXt|eXIf|tIME)$/.test(chunk))).toEqual([]);
    expect(heightOf(picture)).toBeLessThan(heightOf(await contentOf('screenshot-post')));
  });

  it('erasing an item destroys its capture: nothing opens any more, and the store gives the bytes up', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const [before] = await here.scene.captures();
    const { db, evidence } = here.scene.context;
    await db.transaction().execute((tx) => eraseItem(tx, before?.itemId ?? ''));
    const [after] = await here.scene.captures();
    expect(after).toMatchObject({ state: 'erased', objects: [], reason: null });
    await handleExpireTexts(here.scene.context, {
      version: 1,
      dueAt: new Date(clock.now() + 1000).toISOString(),
    });
    for (const { storedAs } of before?.objects ?? []) expect(await evidence.store.has(storedAs)).toBe(false);
  });

  it('a store that cannot be written to is a reason, and no capture', async () => {
    here.board.show('one', pageWith(TEXT));
    const file = join(here.column.directory, 'no-folder');
    writeFileSync(file, '');
    const { station } = here.scene.context.evidence;
    const broken = captureScene(here.column, here.collector, [here.board.source], clock, {
      store: localStore(file),
      station,
    });
    await broken.arrive([post('one')]);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'wanted', reason: 'store', objects: [] });
  });

  it('whose objects went before it was made is none, and the page is captured again', async () => {
    here.board.show('one', pageWith(TEXT));
    const { evidence } = here.scene.context;
    let hasStored = false;
    const slow = captureScene(here.column, here.collector, [here.board.source], clock, {
      ...evidence,
      store: {
        ...evidence.store,
        async get(stored) {
          const bytes = await evidence.store.get(stored);
          if (!hasStored) {
            hasStored = true;
            const dueAt = new Date(clock.now() + 61 * MINUTE_MS).toISOString();
            await handleExpireTexts(here.scene.context, { version: 1, dueAt });
          }
          return bytes;
        },
      },
    });
    await slow.arrive([post('one')]);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'wanted', reason: 'store', objects: [] });
    // Erasing goes by a time ahead of this clock from here on, and what is stored now has its hour all the same.
    clock.advance(2 * MINUTE_MS);
    hasStored = false;
    const [wanted] = await here.scene.due();
    await slow.captureOne(wanted ?? '');
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'captured', attempts: 2 });
    for (const { storedAs } of (await here.scene.captures())[0]?.objects ?? [])
      expect(await evidence.store.has(storedAs)).toBe(true);
  });

  it('are tried again while the place does not answer, with the reason to be seen, and end as soon as it does', async () => {
    here.board.web.on('/post/one', (_, response) => void response.writeHead(503).end());
    await here.scene.arrive([post('one')]);
    expect((await here.scene.captures())[0]).toMatchObject({
      state: 'wanted',
      reason: 'unreachable',
      attempts: 1,
    });
    expect(await here.scene.capture()).toBe(0);
    here.board.show('one', pageWith(TEXT));
    clock.advance(2 * MINUTE_MS);
    expect(await here.scene.capture()).toBe(1);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'captured', reason: null, attempts: 2 });
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.tried', 'capture.stored']);
    expect((await verifyLog(here.scene.context.db, here.scene.context.vault)).fault).toBeNull();
  });

  it.each([
    ['gone', () => here.board.web.on('/post/one', (_, response) => void response.writeHead(404).end())],
    [
      'robots',
      () =>
        here.board.web.on(
          '/robots.txt',
          (_, response) => void response.end('User-agent: *\nDisallow: /post/'),
        ),
    ],
    ['blocked', () => here.board.show('one', '<title>x</title><form><input type="password"></form>')],
  ] as const)('that cannot be are told with the reason %s', async (reason, prepare) => {
    prepare();
    await here.scene.arrive([post('one')]);
    expect((await here.scene.captures())[0]).toMatchObject({ reason, objects: [] });
  });

  it('without a page to go to, or of a person at risk, or out of scope, ask nobody and say why', async () => {
    const imported = Source.parse({
      id: 'file',
      name: 'A file',
      kind: 'import',
      authorisation: importAuthorisation(),
    });
    const elsewhere = { ...post('elsewhere', '[review] elsewhere'), permalink: 'http://127.0.0.2:9/post' };
    await here.scene.arrive([
      { key: 'bare', text: '[review] bare' },
      elsewhere,
      post('risk', '[protect] help'),
    ]);
    await captureScene(here.column, here.collector, [imported], clock).arrive([
      { key: 'one', text: '[review] from a file' },
    ]);
    const reasons = (await here.scene.captures()).map(({ state, reason }) => `${state} ${reason}`).sort();
    expect(reasons).toEqual([
      'failed import',
      'failed no-address',
      'failed out-of-scope',
      'failed protected',
    ]);
    expect(here.board.web.asked).toEqual([]);
  });

  it('ask for nothing once the authorisation has ended', async () => {
    const ended = {
      ...here.board.source,
      authorisation: {
        ...authorisationOf(here.board.web.origin),
        expiresOn: '2020-01-01',
        startsOn: '2019-01-01',
      },
    };
    const late = captureScene(here.column, here.collector, [ended as never], clock);
    await late.arrive([post('one')]);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'wanted', reason: 'not-authorised' });
    expect(here.board.web.asked).toEqual([]);
  });

  it('ask for nothing while the source is suspended', async () => {
    const now = new Date(clock.now());
    const why = { reason: 'plan missed twice', actor: 'evaluation', now };
    const suspend = () =>
      here.scene.context.db.transaction().execute((tx) => suspendSource(tx, here.board.source.id, why));
    await here.scene.arrive([post('one')], suspend);
    expect((await here.scene.captures())[0]).toMatchObject({ state: 'wanted', reason: 'not-authorised' });
    expect(here.board.web.asked).toEqual([]);
  });

  it('are looked at again after a day: seen until then, and gone once the host says so', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const [first] = await here.scene.captures();
    const look = () => handleLookAgain(here.scene.context, { version: 1, captureId: first?.id ?? '' });
    await expect(look()).rejects.toMatchObject({ code: 'capture.not-due' });
    expect((await here.scene.captures())[0]).toMatchObject({ seenUntil: first?.endedAt, missedAt: null });
    clock.advance(25 * 60 * MINUTE_MS);
    await look();
    const [second] = await here.scene.captures();
    expect(Date.parse(second?.seenUntil ?? '')).toBe(clock.now());
    // A page that says nothing of the post is no news.
    here.board.show('one', '<title>Something else</title>');
    clock.advance(49 * 60 * MINUTE_MS);
    await look();
    expect((await here.scene.captures())[0]).toMatchObject({ seenUntil: second?.seenUntil, missedAt: null });
    here.board.web.on('/post/one', (_, response) => void response.writeHead(410).end());
    clock.advance(97 * 60 * MINUTE_MS);
    await look();
    expect((await here.scene.captures())[0]).toMatchObject({
      seenUntil: second?.seenUntil,
      state: 'captured',
    });
    expect(Date.parse((await here.scene.captures())[0]?.missedAt ?? '')).toBe(clock.now());
    expect(await here.scene.entriesOf('capture.%')).toEqual([
      'capture.stored',
      'capture.seen',
      'capture.missed',
    ]);
  });

  it('are not looked at again while the source is suspended', async () => {
    here.board.show('one', pageWith(TEXT));
    await here.scene.arrive([post('one')]);
    const [captured] = await here.scene.captures();
    const asked = here.board.web.asked.length;
    const now = new Date(clock.now());
    const why = { reason: 'plan missed twice', actor: 'evaluation', now };
    await here.scene.context.db.transaction().execute((tx) => suspendSource(tx, here.board.source.id, why));
    clock.advance(25 * 60 * MINUTE_MS);
    await handleLookAgain(here.scene.context, { version: 1, captureId: captured?.id ?? '' });
    expect(here.board.web.asked).toHaveLength(asked);
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.stored']);
  });

  it('made side by side end once', async () => {
    here.board.show('one', pageWith(TEXT));
    const both = captureScene(here.column, here.collector, [here.board.source], clock);
    await Promise.all([here.scene.arrive([post('one')]), both.capture()]);
    await Promise.all([here.scene.capture(), both.capture()]);
    expect(await here.scene.entriesOf('capture.%')).toEqual(['capture.stored']);
  });
});

function heightOf(png: Buffer): number {
  return png.readUInt32BE(20);
}
