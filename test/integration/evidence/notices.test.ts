import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { NoticeDraft, Role } from '../../../queue/contracts/index.ts';
import { sequence } from '../../../queue/log/index.ts';
import { readRange } from '../../../queue/log/read-range.ts';
import { createNotices } from '../../../queue/notices/index.ts';
import { tallyEntries } from '../../../queue/report/entry-tally.ts';
import { factsOf } from '../../../queue/report/facts.ts';
import { answered } from '../../support/answered.ts';
import { COLUMNS } from '../../support/columns.ts';
import { contestOf } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { GROUNDS, REGISTER } from '../../support/notice-register.ts';
import { type NoticeScene, noticeScene } from '../../support/notice-scene.ts';
import { actorOf } from '../../support/people.ts';

describe.each(COLUMNS)('notices, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: NoticeScene;
  beforeEach(async () => {
    at = await noticeScene(scene);
  });

  const now = () => new Date(clock.now()).toISOString();
  const kinds = async () =>
    (await logEntries(scene.context.db, sql`e.kind ~ '^notice'`, scene.context.vault)).map(
      ({ kind }) => kind,
    );

  it('PRE-01 goes from draft to sent by two people, each step with its entry, and is what was confirmed', async () => {
    const offer = await at.offer();
    const number = await at.upTo('sent', offer);
    const view = await at.notices.view(EXA, number);
    expect(view).toMatchObject({
      state: 'sent',
      platform: 'Board of Examples',
      draftedByName: 'name of exa',
      confirmedByName: 'name of exb',
      sentByName: 'name of exa',
      sentWay: 'mail',
      content: {
        kind: 'notice',
        urls: [offer.url],
        grounds: GROUNDS,
        provision: REGISTER.provisions[0]?.en,
        authority: REGISTER.authority,
        // The first words, which its judges cited.
        excerpts: ['[review]'],
      },
      steps: ['answer', 'withdraw'],
    });
    expect(view.content?.evidence.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await kinds()).toEqual([
      'notice.drafted',
      'notice.read',
      'notice.confirmed',
      'notice.exported',
      'notice.sent',
      'notice.read',
    ]);
    const mail = Buffer.from(
      (await at.notices.download(EXA, await at.upTo('confirmed', offer), 'eml')).bytes,
    );
    const base64 = /base64\r\n\r\n([\s\S]*?)\r\n--/.exec(mail.toString('latin1'))?.[1] ?? '';
    expect(Buffer.from(base64, 'base64').toString()).toContain(offer.url);
  });

  it('PRE-01 refuses a draft that lacks any part', async () => {
    const draft = at.draftOf(await at.offer());
    for (const part of Object.keys(draft) as (keyof NoticeDraft)[]) {
      const { [part]: _, ...rest } = draft;
      await expect(at.notices.draft(EXA, rest as NoticeDraft), part).rejects.toThrow();
    }
    expect(await at.notices.list(EXA)).toEqual([]);
  });

  it('PRE-01 is confirmed by a second person with a name, in good faith, for the text as it stands', async () => {
    const number = await at.upTo('drafted', await at.offer());
    const { digest } = await at.notices.view(EXB, number);
    const confirm = (actor: typeof EXA, change: object = {}) =>
      at.notices.confirm(actor, number, { digest, isInGoodFaith: true, ...change });
    await expect(confirm(EXA)).rejects.toThrow(/drafted by you/);
    await expect(confirm(EXB, { isInGoodFaith: false })).rejects.toThrow(/good faith/);
    await expect(confirm(EXB, { digest: '0'.repeat(64) })).rejects.toThrow(/edited since/);
    // Nobody has such an account: a process, whatever it calls itself.
    await expect(confirm(actorOf('service:notices', ['exporter']))).rejects.toThrow(/account of their own/);
    await expect(at.notices.download(EXA, number, 'eml')).rejects.toThrow(/may export now/);
    await confirm(EXB);
    const own = sql`update vigie.notices set confirmed_by = drafted_by where number = ${number}`;
    await expect(own.execute(scene.context.db)).rejects.toMatchObject({ code: '23514' });
    const swapped = sql`update vigie.notices set digest = ${Buffer.alloc(32)} where number = ${number}`;
    await expect(swapped.execute(scene.context.db)).rejects.toMatchObject({ code: '23514' });
  });

  it('PRE-01 is a draft again once it is edited, and whoever edited it may not confirm it', async () => {
    const offer = await at.offer();
    const number = await at.upTo('confirmed', offer);
    const benefit = 'It asks 3,000 for each person, all of it before leaving.';
    await at.edit(number, EXB, { ...at.draftOf(offer), grounds: { ...GROUNDS, benefit } });
    expect(await at.notices.view(EXB, number)).toMatchObject({
      state: 'drafted',
      confirmedAt: null,
      exportedAt: null,
      isMine: true,
      content: { grounds: { benefit } },
    });
    await expect(at.confirm(number, EXB)).rejects.toThrow(/drafted by you/);
    await expect(at.notices.download(EXA, number, 'html')).rejects.toThrow(/may export now/);
    await at.confirm(number, EXA);
    await at.notices.download(EXA, number, 'html');
    const other = await at.offer();
    const late = await at.upTo('confirmed', offer);
    await expect(at.edit(late, EXA, at.draftOf(other))).rejects.toThrow(/drafted for/);
    // It may be with the platform as it was.
    await expect(at.edit(number, EXB, at.draftOf(offer))).rejects.toThrow(/may edit now/);
    const anew = sql`update vigie.notices set exported_at = null, exported_by = null where number = ${number}`;
    await expect(anew.execute(scene.context.db)).rejects.toMatchObject({ code: 'VG004' });
  });

  it('PRE-01 keeps what somebody wrote from an edit of the text before it, and its confirmation', async () => {
    const offer = await at.offer();
    const number = await at.upTo('drafted', offer);
    const { digest: read } = await at.notices.view(EXB, number);
    const benefit = 'It asks 3,000 for each person, all of it before leaving.';
    await at.edit(number, EXA, { ...at.draftOf(offer), grounds: { ...GROUNDS, benefit } });
    await at.confirm(number);
    const late = at.notices.edit(EXB, number, { digest: read, draft: at.draftOf(offer) });
    await expect(late).rejects.toThrow(/edited since/);
    expect(await at.notices.view(EXB, number)).toMatchObject({
      state: 'confirmed',
      draftedByName: 'name of exa',
      content: { grounds: { benefit } },
    });
  });

  it('PRE-02 writes what the authority is entitled to, and each kind with its own parts', async () => {
    const offer = await at.offer();
    for (const kind of ['notice', 'flagger', 'order'] as const) {
      const number = await at.notices.draft(EXA, at.draftOf(offer, kind));
      expect((await at.notices.view(EXA, number)).content?.kind).toBe(kind);
    }
    const { flagger: _, order: __, ...bare } = REGISTER;
    const print = async () => Buffer.from('%PDF');
    const { db, vault } = scene.context;
    const poor = createNotices({ db, vault, clock, register: bare, print });
    await expect(poor.draft(EXA, at.draftOf(offer, 'flagger'))).rejects.toThrow(/status of trusted flagger/);
    await expect(poor.draft(EXA, at.draftOf(offer, 'order'))).rejects.toThrow(/power to issue orders/);
    expect((await poor.prepare(EXA, offer.caseNumber, offer.itemId)).kinds).toEqual(['notice']);
    // An order says what it rests on; a notice has no place for it.
    const order = at.draftOf(offer, 'order');
    expect(NoticeDraft.safeParse({ ...order, kind: 'notice' }).success).toBe(false);
    expect(NoticeDraft.safeParse({ ...at.draftOf(offer), kind: 'order' }).success).toBe(false);
    const none = createNotices({ db, vault, clock, register: null, print });
    await expect(none.draft(EXA, at.draftOf(offer))).rejects.toThrow(/config\/notices.yml/);
  });

  it('PRE-04 is about addresses of the item’s own posts, on one platform of the register', async () => {
    const offer = await at.offer();
    const elsewhere = await at.offer();
    const draft = (urls: readonly string[]) =>
      at.notices.draft(EXA, { ...at.draftOf(offer), urls: [...urls] });
    await expect(draft([elsewhere.url])).rejects.toThrow(/post of this item/);
    await expect(draft(['https://board.example/users/captain'])).rejects.toThrow(/posts only/);
    await expect(draft([offer.url, 'https://other.example/1'])).rejects.toThrow(/one platform/);
    const stray = await at.offer({ url: 'https://nowhere.example/posts/1' });
    await expect(at.notices.draft(EXA, at.draftOf(stray))).rejects.toThrow(/answers for nowhere.example/);
  });

  it('PRE-05 is drafted of sealed evidence only, and tells everything that is missing at once', async () => {
    const bare = await at.offer({ url: null, isCaptured: false });
    await contestOf(scene.context.db, bare.itemId);
    const draft = { ...at.draftOf(bare), provision: 'nothing' };
    const refusal = await at.notices.draft(EXA, draft).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'notice.refused' });
    const { faults } = (refusal as { details: { faults: string[] } }).details;
    expect(faults.map((fault) => /complete capture|contest|address|provision/.exec(fault)?.[0])).toEqual([
      'complete capture',
      'contest',
      'address',
      'address',
      'provision',
    ]);
    const prepared = await at.notices.prepare(EXA, bare.caseNumber, bare.itemId);
    expect(prepared.faults).toHaveLength(3);
    expect(prepared).toMatchObject({ addresses: [], excerpts: [] });
    // Captured, and not in the log yet.
    const early = await at.offer({ isLogged: false });
    await expect(at.notices.draft(EXA, at.draftOf(early))).rejects.toThrow(/no place in the log yet/);
  });

  it('PRE-05 stays with the item: what was erased or contested since goes no step further', async () => {
    const offer = await at.offer();
    const [drafted, confirmed] = [await at.upTo('drafted', offer), await at.upTo('confirmed', offer)];
    await contestOf(scene.context.db, offer.itemId);
    await expect(at.confirm(drafted)).rejects.toThrow(/open contest/);
    await expect(at.notices.download(EXA, confirmed, 'eml')).rejects.toThrow(/open contest/);
  });

  it('ACC-03 is written and confirmed by people who judged none of it', async () => {
    const offer = await at.offer();
    // Ana and Ben judged it; they may export what others judged.
    const [ana, ben] = ['ana', 'ben'].map((id) => actorOf(id, ['reviewer', 'exporter']));
    if (!ana || !ben) throw new Error('expected two');
    await scene.employ(ana, ben);
    await expect(at.notices.draft(ana, at.draftOf(offer))).rejects.toThrow(/one of its judges/);
    const number = await at.upTo('drafted', offer);
    await expect(at.confirm(number, ben)).rejects.toThrow(/may confirm now/);
    expect((await at.notices.view(ben, number)).steps).toEqual(['withdraw']);
    await at.confirm(number, EXB);
    await expect(at.notices.download(ben, number, 'eml')).rejects.toThrow(/may export now/);
  });

  it('ACC-03 is confirmed and taken out by nobody who answered a question about its post', async () => {
    const offer = await at.offer();
    const number = await at.upTo('drafted', offer);
    await answered(scene.context.db, offer.itemId, EXB.id);
    expect((await at.notices.view(EXB, number)).steps).toEqual(['withdraw']);
    await expect(at.confirm(number, EXB)).rejects.toThrow(/may confirm now/);
  });

  it('PRE-07 is the work of exporters: nobody else sees a notice or takes a step', async () => {
    const offer = await at.offer();
    const number = await at.upTo('exported', offer);
    const forbidden = { code: 'request.forbidden' };
    for (const role of Role.options.filter((one) => one !== 'exporter' && one !== 'oversight')) {
      const somebody = actorOf('somebody', [role]);
      await expect(at.notices.list(somebody), role).rejects.toMatchObject(forbidden);
      await expect(at.notices.view(somebody, number), role).rejects.toMatchObject(forbidden);
      await expect(at.notices.draft(somebody, at.draftOf(offer)), role).rejects.toMatchObject(forbidden);
      const sending = at.notices.send(somebody, number, { way: 'mail', at: now() });
      await expect(sending, role).rejects.toMatchObject(forbidden);
    }
  });

  it('ACC-05 shows oversight what was done and no word of a post', async () => {
    const offer = await at.offer();
    const number = await at.upTo('sent', offer);
    const olga = actorOf('olga', ['oversight']);
    const before = (await kinds()).length;
    expect(await at.notices.list(olga)).toMatchObject([{ number, state: 'sent' }]);
    const view = await at.notices.view(olga, number);
    expect(view).toMatchObject({ content: null, steps: [], confirmedByName: 'name of exb' });
    expect(JSON.stringify(view)).not.toContain(offer.url);
    expect(await kinds()).toHaveLength(before);
  });

  it('PRE-06 keeps every outcome with its time and who told it, and changes none', async () => {
    const number = await at.upTo('sent', await at.offer());
    const tell = (outcome: 'removed' | 'reinstated' | 'error', toldBy: 'platform' | 'court', when = now()) =>
      at.notices.answer(EXB, number, { outcome, toldBy, at: when });
    await expect(tell('removed', 'platform', '2026-05-01T00:00:00Z')).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(
      tell('removed', 'platform', new Date(clock.now() + 60_000).toISOString()),
    ).rejects.toMatchObject({ code: 'input.invalid' });
    await tell('removed', 'platform');
    clock.advance(86_400_000);
    await tell('reinstated', 'platform');
    await tell('error', 'court');
    const view = await at.notices.view(EXA, number);
    expect(view.outcomes.map(({ outcome, toldBy }) => [outcome, toldBy])).toEqual([
      ['removed', 'platform'],
      ['reinstated', 'platform'],
      ['error', 'court'],
    ]);
    expect(view).toMatchObject({ state: 'sent', lastOutcome: 'error' });
    const { db } = scene.context;
    const changed = sql`update vigie.notice_outcomes set outcome = 'removed'`;
    await expect(changed.execute(db)).rejects.toMatchObject({ code: 'VG004' });
    await expect(sql`delete from vigie.notice_outcomes`.execute(db)).rejects.toMatchObject({ code: 'VG004' });
    const unsent = await at.upTo('exported', await at.offer());
    const early = at.notices.answer(EXA, unsent, { outcome: 'removed', toldBy: 'unit', at: now() });
    await expect(early).rejects.toThrow(/may answer now/);
  });

  it('PRE-06 is counted in the report: totals by kind and outcome are those of the records', async () => {
    const offer = await at.offer();
    const { db, vault } = scene.context;
    const from = new Date(clock.now());
    for (const kind of ['notice', 'notice', 'flagger', 'order'] as const) {
      const number = await at.notices.draft(EXA, at.draftOf(offer, kind));
      await at.confirm(number);
      await at.notices.download(EXA, number, 'json');
      await at.notices.send(EXA, number, { way: 'portal', at: now() });
    }
    for (const [number, outcome] of [
      ...([
        [1, 'removed'],
        [1, 'reinstated'],
        [2, 'no-answer'],
        [3, 'removed'],
        [4, 'error'],
      ] as const),
    ])
      await at.notices.answer(EXB, number, { outcome, toldBy: 'platform', at: now() });
    await at.notices.withdraw(EXB, 4);
    await at.upTo('exported', offer);
    await sequence(db, vault);
    const until = new Date(clock.now() + 1000);
    const facts = factsOf(await tallyEntries(readRange(db, vault, { from, until })));
    const counted = Object.fromEntries(
      facts
        .filter(({ id, count }) => /notice|order/.test(id) && count !== 0)
        .map(({ id, count }) => [id, count]),
    );
    expect(counted).toEqual({
      ...{ 'notices-sent': 2, 'flagger-notices-sent': 1, 'orders-sent': 1 },
      ...{ 'notices-removed': 2, 'notices-unanswered': 1, 'notices-reinstated': 1, 'notices-wrong': 1 },
      'notices-called-back': 1,
    });
    const { rows } = await sql<{ sent: number; told: number }>`
      select (select count(*)::int from vigie.notices where sent_at is not null) as sent,
        (select count(*)::int from vigie.notice_outcomes) as told`.execute(db);
    expect(rows).toEqual([{ sent: 4, told: 5 }]);
  });

  it('PRE-06 is withdrawn at any time, and takes no step afterwards but telling the platform', async () => {
    const offer = await at.offer();
    for (const state of ['drafted', 'confirmed', 'exported'] as const) {
      const number = await at.upTo(state, offer);
      await at.notices.withdraw(EXB, number);
      const view = await at.notices.view(EXA, number);
      const steps = state === 'exported' ? ['send'] : [];
      expect(view).toMatchObject({ state: 'withdrawn', isToCorrect: false, isRecalled: false, steps });
      await expect(at.notices.correction(EXA, number)).rejects.toThrow(/sent and is withdrawn/);
    }
    const number = await at.upTo('sent', offer);
    await at.notices.withdraw(EXB, number);
    expect(await at.notices.view(EXA, number)).toMatchObject({
      isToCorrect: true,
      steps: ['answer', 'correct'],
    });
    await at.notices.correct(EXA, number);
    expect(await at.notices.view(EXA, number)).toMatchObject({ isToCorrect: false, steps: ['answer'] });
    const again = sql`update vigie.notices set withdrawn_at = null, withdrawn_by = null where number = ${number}`;
    await expect(again.execute(scene.context.db)).rejects.toMatchObject({ code: 'VG004' });
  });
});
