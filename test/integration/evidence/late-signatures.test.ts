import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { readProof } from '../../../queue/review/read-proof.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { readSignatures } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { listArchives } from '../../../workers/signing/list-archives.ts';
import { signDue } from '../../../workers/signing/sign-due.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { common } from '../../fixtures/sources/adapter-case.ts';
import { body, type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { type CaptureScene, captureScene } from '../../support/capturing.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { DOMAIN, DomainCertificate } from '../../support/domain-certificate.ts';
import { testEvidence } from '../../support/evidence.ts';
import { OpensslAuthority, type ServedAuthority, serveAuthority } from '../../support/timestamp-authority.ts';

const TEXT = '[review] seats on an invented boat';
const PERMALINK = 'https://bsky.app/profile/did:plc:x/post/3k';
const LATER_MS = 2 * 3_600_000;

describe.each(COLUMNS)('archives from before signatures were kept, %s', (name) => {
  let column: Column;
  let web: FixtureWeb;
  let collector: Collector;
  let scene: CaptureScene;
  let served: ServedAuthority;
  let clock: ReturnType<typeof manualClock>;
  const tsa = new OpensslAuthority('first');
  const certificate = new DomainCertificate();

  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    served = await serveAuthority('first', tsa);
    web = await startFixtureWeb();
    const post = {
      uri: 'at://did:plc:x/app.bsky.feed.post/3k',
      author: { did: 'did:plc:x' },
      record: { text: TEXT },
    };
    web.on('/xrpc/app.bsky.feed.getPosts', body('application/json', JSON.stringify({ posts: [post] })));
    // Stamps carry the time of this machine: the capture lies two hours back.
    clock = manualClock(Date.now() - LATER_MS);
    collector = testCollector({ loopbackPorts: new Set([web.port]), clock, minDelayMs: 0 });
    const source = Source.parse({
      ...common(web.origin),
      kind: 'bluesky',
      url: web.origin,
      list: 'search/words',
    });
    const evidence = testEvidence(mkdtempSync(join(column.directory, 'store-')));
    scene = captureScene(column, collector, [source], clock, evidence);
    await scene.arrive([{ key: 'one', text: TEXT, permalink: PERMALINK }]);
    clock.advance(LATER_MS);
  });
  afterEach(async () => {
    await collector.close();
    await Promise.all([web.close(), served.close()]);
  });
  afterAll(async () => {
    tsa.remove();
    certificate.remove();
    await column.close();
  });

  const captured = async () => {
    const [capture] = await scene.captures();
    if (capture === undefined) throw new Error('expected a capture, found none');
    return capture;
  };
  const forget = () => sql`delete from vigie.archive_signatures`.execute(scene.context.db);

  it('EVI-05 are written down with the hash that their list of parts has, once, and signed later than captured', async () => {
    const { db } = scene.context;
    const capture = await captured();
    const [before] = await readSignatures(db, capture.itemId);
    await forget();
    expect(await listArchives(scene.context, new Set())).toBe(1);
    expect(await listArchives(scene.context, new Set())).toBe(0);
    expect(await readSignatures(db, capture.itemId)).toEqual([before]);
    const context = { db, clock, logger: SILENT_LOGGER };
    expect(await signDue(context, certificate.signer(served.authority), 'Vigie test')).toBe(1);
    const { signature } = await readProof(db, capture);
    expect(signature).toMatchObject({ state: 'signed', domain: DOMAIN, isLate: true });
    // It states its own time, not the capture's.
    const [{ signedData } = { signedData: null }] = await readSignatures(db, capture.itemId);
    expect(Date.parse(signedData?.created ?? '') - Date.parse(capture.endedAt ?? '')).toBeGreaterThan(
      LATER_MS - 60_000,
    );
  });

  it('EVI-05 are signed when their item comes back after its text was erased, without what was erased', async () => {
    const { db } = scene.context;
    const sign = () =>
      signDue({ db, clock, logger: SILENT_LOGGER }, certificate.signer(served.authority), 'Vigie test');
    const gone = await captured();
    await handleExpireTexts(scene.context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    expect(await sign()).toBe(0);
    await scene.arrive([{ key: 'again', text: TEXT, permalink: PERMALINK }]);
    const back = await captured();
    expect(back).toMatchObject({ itemId: gone.itemId, state: 'captured' });
    expect(await sign()).toBe(1);
    const states = (await readSignatures(db, gone.itemId)).map(({ captureId, state }) => [captureId, state]);
    expect(Object.fromEntries(states)).toEqual({ [gone.id]: 'unsigned', [back.id]: 'signed' });
    expect(await sign()).toBe(0);
  });

  it('EVI-05 are left alone where they are not as they came into custody, and told of once', async () => {
    const { db, vault, evidence } = scene.context;
    await forget();
    const told: unknown[] = [];
    const logger = {
      ...SILENT_LOGGER,
      warn: (facts: unknown) => void told.push(facts),
    } as typeof SILENT_LOGGER;
    const store = { ...evidence.store, get: async () => Buffer.from('something else') };
    const context = { db, vault, clock, logger, evidence: { ...evidence, store } };
    const unreadable = new Set<string>();
    expect(await listArchives(context, unreadable)).toBe(1);
    expect(await listArchives(context, unreadable)).toBe(0);
    expect(told).toHaveLength(1);
    expect(await readSignatures(db, (await captured()).itemId)).toEqual([]);
  });
});
