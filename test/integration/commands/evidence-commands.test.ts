import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExports } from '../../../queue/review/index.ts';
import { readRecipients } from '../../../workers/bundle/recipients.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { ndjson } from '../../support/config-folder.ts';
import { actorOf } from '../../support/people.ts';
import { prepareCase } from './prepared-case.ts';
import { openScene, parseLines, type Scene } from './scene.ts';

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
      ({ caseNumber, secondPerson } = await prepareCase(database, scene));
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
      const exports = createExports({
        ...{ db, vault: scene.vault(), clock: { now: Date.now } },
        recipients: () => readRecipients(scene.configDir),
      });
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
    const chains = await scene.onData('evidence', 'custody', '--format', 'ndjson');
    expect(parseLines(chains.stdout)).toMatchObject([{ events: 3, faults: [] }]);
    expect(await scene.onData('evidence', 'custody', 'a'.repeat(24))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('an item that has a chain of custody'),
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
      ({ caseNumber, secondPerson } = await prepareCase(database, scene));
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
      const exports = createExports({
        ...{ db, vault: scene.vault(), clock: { now: Date.now } },
        recipients: () => readRecipients(scene.configDir),
      });
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
