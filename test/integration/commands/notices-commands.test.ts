import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configOn } from '../../../bin/cli/demo-config.ts';
import { letterSender } from '../../../bin/cli/letter-sender.ts';
import { HOST } from '../../../queue/accounts/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { createNotices } from '../../../queue/notices/index.ts';
import { createCases, createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import type { Database } from '../../../queue/storage/index.ts';
import { createTellings } from '../../../queue/telling/index.ts';
import { DEMO_REGISTER } from '../../../workers/demo/demo-register.ts';
import { readNoticeRegister } from '../../../workers/notices/register.ts';
import { ROOT } from '../../architecture/support/source-files.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { firstFlagged, makeOffer } from '../../support/judgments.ts';
import { GROUNDS } from '../../support/notice-register.ts';
import { actorOf } from '../../support/people.ts';
import { PreservedCaptures } from '../../support/preserved.ts';
import { openScene, type Scene } from './scene.ts';

const POST = {
  id: 'n0',
  lang: 'en',
  url: 'https://board.example/posts/4711',
  text: 'We take you from Harbour City to North Island by boat, 900 euro, pay on arrival, places left, write +00 000 0000',
};

describe('vigie notices', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    copyFileSync(join(ROOT, 'config/notices.example.yml'), join(scene.configDir, 'notices.yml'));
    scene.write('posts.ndjson', `${JSON.stringify(POST)}\n`);
    const imported = await scene.onData('import', scene.path('posts.ndjson'), '--source', 'file-import');
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    await scene.withRecords((database) => prepare(database, scene));
  });
  afterAll(() => scene.close());

  it('PRE-01 PRE-07 lists and shows notices, and takes out what was confirmed for a person to send', async () => {
    const list = await scene.onData('notices', 'list', '--json');
    expect(list, list.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(list.stdout)).toMatchObject([
      { number: 2, state: 'drafted' },
      { number: 1, state: 'confirmed', kind: 'notice', platform: 'Board of Examples' },
    ]);
    expect(list.stdout).not.toContain(POST.url);
    expect(await scene.onData('notices', 'list')).toMatchObject({
      stdout: expect.stringMatching(/^2 {2}notice {2}drafted {2}Board of Examples, case 1/),
    });
    const shown = await scene.onData('notices', 'show', '1');
    expect(JSON.parse(shown.stdout)).toMatchObject({ content: { urls: [POST.url] } });

    const early = await scene.onData('notices', 'export', '2', scene.path('early.eml'));
    expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('may export now') });
    expect(existsSync(scene.path('early.eml'))).toBe(false);
    const taken = await scene.onData('notices', 'export', '1', scene.write('taken.eml', 'a note'));
    expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining('never written over') });
    expect(JSON.parse((await scene.onData('notices', 'list', '--json')).stdout)).toMatchObject([
      { number: 2, state: 'drafted' },
      { number: 1, state: 'confirmed' },
    ]);
    const written = await scene.onData('notices', 'export', '1', scene.path('one.eml'));
    expect(written, written.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('send it yourself'),
    });
    expect(statSync(scene.path('one.eml')).mode & 0o777).toBe(0o600);
    expect(scene.read('one.eml')).toContain('To: "Board of Examples" <dsa@board.example>');
    expect(await scene.onData('notices', 'export', '1', scene.path('one.eml'))).toMatchObject({ code: 2 });
    expect(
      await scene.onData('notices', 'export', '1', scene.path('one.json'), '--as', 'json'),
    ).toMatchObject({
      code: 0,
    });
    expect(JSON.parse(scene.read('one.json'))).toMatchObject({ reference: 'DSA16-1', urls: [POST.url] });
    expect(await scene.onData('notices', 'show', '99')).toMatchObject({ code: 2 });
  });

  it('TRA-06 telling lists what is owed once a notice was sent, and drafts a letter for each post', async () => {
    await scene.withRecords(async ({ db }) => {
      const [row] = await db
        .selectFrom('vigie.notices')
        .select('drafted_by')
        .where('number', '=', 1)
        .execute();
      const actor = actorOf(row?.drafted_by ?? '', ['exporter']);
      const parts = { db, vault: scene.vault(), clock: manualClock(Date.now()) };
      const print = async () => Buffer.from('%PDF');
      const notices = createNotices({ ...parts, register: await readNoticeRegister(scene.configDir), print });
      await notices.download(actor, 1, 'html');
      await notices.send(actor, 1, { way: 'mail', at: new Date(parts.clock.now()).toISOString() });
    });
    const list = await scene.onData('telling', 'list', '--json');
    expect(list, list.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(list.stdout)).toMatchObject([
      { number: 1, act: 'notice', actNumber: 1, state: 'open', isReview: false, daysOverdue: 0 },
    ]);
    expect(list.stdout).not.toContain(POST.url);
    expect(await scene.onData('telling', 'list')).toMatchObject({
      stdout: expect.stringMatching(
        /^1 {2}open, tell by \d{4}-\d\d-\d\d {2}notice 1 to Board of Examples, case 1/,
      ),
    });
    const letter = await scene.onData('telling', 'letter', '1', scene.path('letters'));
    expect(letter, letter.stderr).toMatchObject({ code: 0 });
    const text = scene.read('letters/TELL-1-1-en.txt');
    expect(text).toContain(POST.url);
    expect(text).toContain('How you can contest it');
    expect(text).not.toContain('places left');
    expect(await scene.onData('telling', 'letter', '1', scene.path('letters'))).toMatchObject({ code: 2 });
    const shown = await scene.onData('telling', 'show', '1');
    expect(JSON.parse(shown.stdout)).toMatchObject({ number: 1, history: [] });
    expect(await scene.onData('telling', 'show', '99')).toMatchObject({ code: 2 });
    const status = await scene.onData('status');
    expect(status.stdout).toContain('telling 1 to be told, 0 delayed');
  });

  it('PRE-02 takes the example as it stands, and with the powers that it leaves out', async () => {
    expect(await readNoticeRegister(scene.configDir)).not.toHaveProperty('order');
    const place = openScene();
    const example = readFileSync(join(ROOT, 'config/notices.example.yml'), 'utf8');
    const whole = example.replaceAll(/^# ((?: {2})?\w+:.*)$/gm, '$1');
    writeFileSync(join(place.configDir, 'notices.yml'), whole);
    expect(await readNoticeRegister(place.configDir)).toMatchObject({
      flagger: { awardedOn: '2026-02-01' },
      order: { issuedBy: 'District court of Exampleton' },
    });
    await place.close();
  });

  it('PRE-02 names every fault of notices.yml with its place', async () => {
    const broken = openScene();
    writeFileSync(
      join(broken.configDir, 'notices.yml'),
      'authority:\n  name: Unit\n  email: nowhere\nprovisions: []\nplatforms:\n- id: Board\n  name: Board\n  hosts: [board.example]\n',
    );
    const refused = await readNoticeRegister(broken.configDir).catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'config.invalid' });
    for (const place of ['notices.yml:3:', 'notices.yml:4:', 'notices.yml:6:'])
      expect((refused as Error).message).toContain(place);
    await broken.close();
  });

  it('TRA-06 drafts on the records of a demonstration the letters that its page gives', async () => {
    rmSync(join(scene.configDir, 'notices.yml'));
    const [expected] = await scene.withRecords(async ({ db }) => {
      const settings = db.updateTable('vigie.settings').set({ value: 'demo' });
      await settings.where('name', '=', 'records.kind').execute();
      const { drafted_by: by } = await db
        .selectFrom('vigie.notices')
        .select('drafted_by')
        .where('number', '=', 1)
        .executeTakeFirstOrThrow();
      const own = await configOn(parseConfig({ ...scene.env, VIGIE_DATA_DIR: scene.data }), db);
      const parts = { db, vault: scene.vault(), clock: manualClock(Date.now()) };
      const { telling: policy } = loadPolicy(scene.configDir);
      const tellings = createTellings({ ...parts, policy, sender: letterSender(own) });
      return tellings.letters(actorOf(by, ['exporter']), 1, 'en');
    });
    const letter = await scene.onData('telling', 'letter', '1', scene.path('demo-letters'));
    expect(letter, letter.stderr).toMatchObject({ code: 0 });
    expect(scene.read(`demo-letters/${expected?.name}`)).toBe(expected?.text);
    expect(expected?.text).toContain(DEMO_REGISTER.authority.name);
  });
});

/** A confirmed notice and a draft, by two exporters of whom the first is whoever runs the test. */
async function prepare(database: Database, scene: Scene): Promise<void> {
  const { db } = database;
  const vault = scene.vault();
  const clock = manualClock(Date.now());
  const accounts = accountsOn(database, clock);
  const [anna, ben] = [
    (await joined(accounts, 'Anna', ['exporter'])).account.id,
    (await joined(accounts, 'Ben', ['exporter'])).account.id,
  ].map((id) => actorOf(id, ['exporter']));
  if (!anna || !ben) throw new Error('expected two');
  await accounts.nameHostUser(HOST, anna.id, userInfo().username);
  const itemId = await makeOffer({ desk: createDesk({ db, vault, clock }), clock }, await firstFlagged(db));
  await new PreservedCaptures().preserve({ db, vault }, itemId, new Date(clock.now()));
  await sequence(db, vault);
  const cases = createCases({ db, clock });
  const caseNumber = await cases.open(anna, { legalReference: 'Js 1/26' });
  await cases.add(anna, caseNumber, itemId);
  const register = await readNoticeRegister(scene.configDir);
  const notices = createNotices({ db, vault, clock, register, print: async () => Buffer.from('%PDF') });
  const draft = {
    ...({ kind: 'notice', language: 'en' } as const),
    ...{ caseNumber, itemId, urls: [POST.url], provision: 'residence', grounds: GROUNDS },
  };
  for (const by of [anna, ben]) await notices.draft(by, draft);
  const { digest } = await notices.view(ben, 1);
  await notices.confirm(ben, 1, { digest, isInGoodFaith: true });
}
