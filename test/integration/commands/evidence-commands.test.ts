import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST } from '../../../queue/accounts/index.ts';
import { localStore, sealObject, sha256 } from '../../../queue/evidence/index.ts';
import { createCases, createDesk, createExports } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import type { Database } from '../../../queue/storage/index.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { ndjson } from '../../support/config-folder.ts';
import { firstFlagged, makeOffer } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { PreservedCaptures } from '../../support/preserved.ts';
import { openScene, type Scene } from './scene.ts';

const RECIPIENTS = `recipients:
- id: court
  name: Court of an invented country
  address: 1 Example Square
  country: XA
  purposes: [criminal-proceedings]
  expiresOn: "2099-01-01"
  nonRefoulement:
    checkedOn: "2026-05-01"
    checkedBy: A. Example
    approvedBy: B. Example
    finding: Its rules forbid passing data on migrants to anybody else.
`;
const LIST = 'https://board.example/offers';
const BOARD = `id: offers-board
name: An invented board
kind: html
url: ${LIST}
selectors: { item: article, text: p }
${asYaml(authorisationOf(LIST))}`;
const REASON = 'The court asks for it, order of the first of June.';

describe('vigie evidence', () => {
  let scene: Scene;
  let caseNumber: number;
  let secondPerson: string;
  beforeAll(async () => {
    scene = openScene();
    writeFileSync(join(scene.configDir, 'recipients.yml'), RECIPIENTS);
    scene.write('posts.ndjson', ndjson(1));
    expect(await scene.onData('import', scene.path('posts.ndjson'), '--source', 'file-import')).toMatchObject(
      {
        code: 0,
      },
    );
    await scene.withRecords(async (database) => {
      ({ caseNumber, secondPerson } = await prepare(database, scene));
    });
  });
  afterAll(() => scene.close());

  const ask = (...more: string[]) =>
    scene.onData(
      ...['evidence', 'request', String(caseNumber), '--purpose', 'criminal-proceedings', '--reason', REASON],
      ...more,
    );

  it('ACC-03 EVI-12 goes from a request to a bundle that verifies, with a second person’s word between', {
    timeout: 300_000,
  }, async () => {
    expect(await ask('--recipient', 'nobody')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('court'),
    });
    expect(await ask('--recipient', 'court')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('export 1 asked for'),
    });
    const alone = await scene.onData('evidence', 'approve', '1');
    expect(alone).toMatchObject({ code: 1, stderr: expect.stringContaining('second person') });
    const folder = scene.path('bundle');
    expect(await scene.onData('evidence', 'export', '1', folder)).toMatchObject({ code: 1 });
    await scene.withRecords(({ db }) => {
      const exports = createExports({ db, vault: scene.vault(), clock: { now: Date.now } });
      return exports.settle(actorOf(secondPerson, ['exporter']), 1, 'approve');
    });
    const written = await scene.onData('evidence', 'export', '1', folder, '--json');
    // 1: written, without a browser to print the summaries.
    expect([0, 1], written.stderr).toContain(written.code);
    expect(JSON.parse(written.stdout)).toMatchObject({ export: 1, items: 1 });
    expect(await scene.onData('evidence', 'list', String(caseNumber))).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^1 {2}sealed {2}1 items to Court/),
    });
    expect(await scene.onData('evidence', 'custody')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3 events, no gap'),
    });
    expect(await scene.onData('evidence', 'recalls')).toMatchObject({ code: 0, stdout: '' });

    const both = ['evidence', 'recalls', '--sent', '1', '--acknowledged', '2', '--places', '1'];
    expect(await scene.onData(...both)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('found --sent 1 and --acknowledged 2; nothing was written down'),
    });

    const key = await scene.onData('evidence', 'key');
    const trusted = ['--key', scene.write('unit.pem', key.stdout)];
    const whole = await scene.run(['evidence', 'verify', folder, ...trusted, '--json']);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({ bundle: `${caseNumber}/1`, items: 1, faults: [] });
    const headers = scene.write('headers.txt', 'none\n');
    expect(await scene.run(['evidence', 'verify', folder, '--block-headers', headers])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(':1: expected a height and a block header'),
    });
    appendFileSync(join(folder, 'data/items/01/item.json'), ' ');
    const changed = await scene.run(['evidence', 'verify', folder, ...trusted]);
    expect(changed).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('data/items/01/item.json: expected'),
    });
    expect(await scene.run(['evidence', 'verify', scene.path('nowhere')])).toMatchObject({ code: 2 });
  });
});

describe('a backup of captures', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    scene.write('posts.ndjson', ndjson(1));
    await scene.onData('import', scene.path('posts.ndjson'), '--source', 'file-import');
    await scene.withRecords((database) => prepare(database, scene));
  });
  afterAll(() => scene.close());

  it('is restored into a store of which nothing is removed, not even what its records give up', {
    timeout: 300_000,
  }, async () => {
    // In a drill the store may be the real one, where this object belongs to a capture that was completed since.
    const object = Buffer.from('completed since the backup');
    const left = sha256(object);
    await scene.withRecords(({ pool }) =>
      pool.query(
        `insert into vigie.evidence_leavings (name, remove_at, is_refused) values ('${left}', '-infinity', true)`,
      ),
    );
    mkdirSync(scene.path('backups'));
    const file = scene.path('backups/full.gz');
    expect((await scene.onData('backup', file, '--include-vault-key')).code).toBe(0);
    const restored = scene.path('restored');
    const closed = await scene.run(['restore', file, '--data', restored], {
      env: { VIGIE_EVIDENCE_DIR: scene.write('no-folder', '') },
    });
    expect(closed).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/^vigie: expected to write to .*no-folder, but .*nothing was restored/),
    });
    expect(existsSync(restored)).toBe(false);
    const store = localStore(join(restored, 'evidence'));
    await store.put(left, object);
    const done = await scene.run(['restore', file, '--data', restored]);
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/: \d+ captured objects\n.*log intact/),
    });
    expect(await store.get(left)).toEqual(object);
    const doctor = await scene.run(['doctor', '--data', restored]);
    expect(doctor.stdout).toMatch(/^ok {4}evidence: \d+ objects in /m);
    expect(doctor.stdout).toMatch(/^warn {2}evidence: 1 objects .* could not be removed/m);
  });
});

describe('vigie share', () => {
  let scene: Scene;
  let caseNumber: number;
  let secondPerson: string;
  beforeAll(async () => {
    scene = openScene();
    writeFileSync(join(scene.configDir, 'recipients.yml'), RECIPIENTS);
    writeFileSync(join(scene.configDir, 'sources', 'offers-board.yml'), BOARD);
    scene.write('posts.ndjson', ndjson(1));
    await scene.onData('import', scene.path('posts.ndjson'), '--source', 'file-import');
    await scene.withRecords(async (database) => {
      ({ caseNumber, secondPerson } = await prepare(database, scene));
      await sql`update vigie.items set source_id = 'offers-board'`.execute(database.db);
    });
  });
  afterAll(() => scene.close());

  it('EVI-16 writes the places of a case as STIX once a second person has approved, and over nothing', {
    timeout: 300_000,
  }, async () => {
    const out = scene.path('places.json');
    const stix = ['share', 'stix', '--case', String(caseNumber), '--out', out];
    const early = await scene.onData(...stix);
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('vigie share request') });
    const asked = await scene.onData(
      ...[
        'share',
        'request',
        String(caseNumber),
        '--recipient',
        'court',
        '--purpose',
        'criminal-proceedings',
      ],
      ...['--reason', REASON],
    );
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('of places alone asked for') });
    expect(await scene.onData('share', 'approve', '1')).toMatchObject({ code: 1 });
    await scene.withRecords(({ db }) => {
      const exports = createExports({ db, vault: scene.vault(), clock: { now: Date.now } });
      return exports.settle(actorOf(secondPerson, ['exporter']), 1, 'approve');
    });
    const written = await scene.onData(...stix, '--json');
    expect(written.code, written.stderr).toBe(0);
    expect(JSON.parse(written.stdout)).toMatchObject({ export: 1, places: 2 });
    const bundle = JSON.parse(readFileSync(out, 'utf8'));
    expect(bundle.objects.flatMap(({ value }: { value?: string }) => value ?? [])).toEqual([
      'board.example',
      'https://board.example/offers',
    ]);
    expect(await scene.onData(...stix)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not there yet'),
    });
    const list = await scene.onData('evidence', 'list', String(caseNumber));
    expect(list.stdout).toMatch(/^1 {2}sealed {2}places of 1 items to Court/);
  });

  it('EVI-16 writes no aggregate without a released table, and prints the shape of one', async () => {
    const out = scene.path('counts.json');
    const none = await scene.onData('share', 'aggregate', '--period', '2026-Q1', '--out', out);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('released table') });
    expect(existsSync(out)).toBe(false);
    const schema = await scene.run(['share', 'schema']);
    expect(JSON.parse(schema.stdout)).toMatchObject({ title: 'Vigie aggregate exchange' });
  });
});

/** An offer with its capture in a case, two exporters, and the first of them is whoever runs the test. */
async function prepare(
  database: Database,
  scene: Scene,
): Promise<{ caseNumber: number; secondPerson: string }> {
  const { db } = database;
  const vault = scene.vault();
  const clock = manualClock(Date.now());
  const accounts = accountsOn(database, clock);
  const asks = (await joined(accounts, 'Anna', ['exporter'])).account.id;
  const approves = (await joined(accounts, 'Ben', ['exporter'])).account.id;
  await accounts.nameHostUser(HOST, asks, userInfo().username);
  const itemId = await makeOffer({ desk: createDesk({ db, vault, clock }), clock }, await firstFlagged(db));
  const preserved = new PreservedCaptures();
  await preserved.preserve({ db, vault }, itemId, new Date(clock.now()));
  const capture = await preserved.captureOf(itemId);
  const { rows } = await sql<{ post_id: string; wrapped_key: Uint8Array }>`
    select s.post_id, s.wrapped_key from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id where i.id = ${itemId}
  `.execute(db);
  const [post] = rows;
  if (capture === null || post === undefined) throw new Error('expected an item with a text and a capture');
  const store = localStore(join(scene.data, 'evidence'));
  const objects = [];
  for (const { role, mediaType, read } of capture.objects) {
    const collected = { role, mediaType, bytes: await read() };
    const { object, sealed } = sealObject(
      vault,
      { postId: post.post_id, wrappedKey: post.wrapped_key },
      capture.id,
      collected,
    );
    await store.put(object.storedAs, sealed);
    objects.push(object);
  }
  await sql`
    update vigie.captures set id = ${capture.id}, state = 'captured', reason = null, ended_at = now(), seen_until = now(),
      objects = ${JSON.stringify(objects)}::jsonb where item_id = ${itemId}
  `.execute(db);
  const cases = createCases({ db, clock });
  const actor = actorOf(asks, ['exporter']);
  const caseNumber = await cases.open(actor, { legalReference: 'Js 1/26' });
  await cases.add(actor, caseNumber, itemId);
  return { caseNumber, secondPerson: approves };
}
