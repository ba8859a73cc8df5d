import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Cases,
  createCases,
  createUnmasking,
  UNMASKED_MINUTES,
  type Unmasking,
} from '../../../queue/review/index.ts';
import { readOversightFigures } from '../../../queue/storage/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, OFFER, reviewFirst, take } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';

const EXA = actorOf('exa', ['exporter']);
const CAI = actorOf('cai', ['custodian']);
const PIA = actorOf('pia', ['protection']);
const WHY = 'The court asks who placed this advert, order of June.';
const CANARY = 'zilpzalp';

describe.each(COLUMNS)('cases and names, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let cases: Cases;
  let names: Unmasking;
  beforeEach(() => {
    const { db, vault } = scene.context;
    cases = createCases({ db, clock });
    names = createUnmasking({ db, vault, clock });
  });

  async function post(text: string): Promise<void> {
    const found = { key: text, text, author: CANARY, permalink: `https://board.example/${CANARY}/1` };
    await stagePosts(scene.context, 'source', [found], 'test');
    await drain(scene.column, scene.context);
  }

  async function offer(text: string): Promise<string> {
    await post(text);
    const id = await reviewFirst(scene, actorOf('ana', ['reviewer']), OFFER);
    await judge(scene, actorOf('ben', ['reviewer']), await take(scene, actorOf('ben', ['reviewer'])), OFFER);
    return id;
  }

  async function inCase(itemId: string): Promise<number> {
    const caseNumber = await cases.open(EXA, { legalReference: 'Js 1/26' });
    await cases.add(EXA, caseNumber, itemId);
    return caseNumber;
  }

  const kinds = async () => {
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where kind ~ '^(case|identity)' order by entry_id
    `.execute(scene.context.db);
    return rows.map(({ kind }) => kind);
  };

  it('ACC-02 tells no name for a case that was closed: not on a word that was asked for, nor on one that was given', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const wanted = { caseNumber, itemId, purpose: 'judicial-request', justification: WHY } as const;
    await names.settle(CAI, await names.request(EXA, wanted), 'approve');
    const waits = await names.request(EXA, wanted);
    await cases.close(EXA, caseNumber);
    expect(await names.waiting(CAI)).toEqual([]);
    expect((await cases.view(EXA, caseNumber)).items[0]?.request?.state).toBe('lapsed');
    const { requests } = await readOversightFigures(scene.context.db, new Date(clock.now()));
    expect(requests).toEqual([]);
    await expect(names.settle(CAI, waits, 'approve')).rejects.toMatchObject({ code: 'item.conflict' });
    await expect(names.read(EXA, itemId)).rejects.toMatchObject({ code: 'request.forbidden' });
  });

  it('ACC-02 shows who wrote an offer for a case, on a second person’s word, for 15 minutes', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const wanted = { caseNumber, itemId, purpose: 'judicial-request', justification: WHY } as const;
    const id = await names.request(EXA, wanted);
    await expect(names.read(EXA, itemId)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(names.settle({ ...EXA, roles: ['custodian'] }, id, 'approve')).rejects.toThrow(
      /somebody else/,
    );
    await names.settle(CAI, id, 'approve');
    clock.advance(60_000);
    expect(await names.read(EXA, itemId)).toEqual({
      identities: [
        { postId: expect.any(String), author: CANARY, permalink: `https://board.example/${CANARY}/1` },
      ],
      leftMs: (UNMASKED_MINUTES - 1) * 60_000,
    });
    await expect(names.read(actorOf('exb', ['exporter']), itemId)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await expect(names.read({ ...EXA, roles: ['analyst'] }, itemId)).rejects.toThrow(
      /role allows identity.request/,
    );
    clock.advance(UNMASKED_MINUTES * 60_000);
    await expect(names.read(EXA, itemId)).rejects.toMatchObject({ code: 'request.forbidden' });
    expect(await kinds()).toEqual([
      'case.opened',
      'case.item-added',
      'identity.requested',
      'identity.approved',
      'identity.read',
    ]);
    const { db, vault } = scene.context;
    const { rows } = await sql`select u::text from vigie.unmaskings u`.execute(db);
    const entries = await logEntries(db, sql`true`, vault);
    expect(JSON.stringify([rows, entries])).not.toMatch(/zilpzalp|court asks/);
  });

  it.each([
    ['purpose', { purpose: 'curiosity' }],
    ['justification', { justification: 'because' }],
    ['case', { caseNumber: 999 }],
  ])('ACC-02 refuses a request without a sound %s', async (_, wrong) => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const wanted = { caseNumber, itemId, purpose: 'judicial-request', justification: WHY, ...wrong } as never;
    await expect(names.request(EXA, wanted)).rejects.toThrow();
    expect(await kinds()).toEqual(['case.opened', 'case.item-added']);
  });

  it('ACC-02 lets a refused request be, and one that was answered', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const id = await names.request(EXA, {
      caseNumber,
      itemId,
      purpose: 'judicial-request',
      justification: WHY,
    });
    await names.settle(CAI, id, 'refuse');
    await expect(names.read(EXA, itemId)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(names.settle(CAI, id, 'approve')).rejects.toMatchObject({ code: 'item.conflict' });
  });

  it('takes offers only into a case, at most 25, and once each', async () => {
    const caseNumber = await cases.open(EXA, { legalReference: 'Js 2/26' });
    await post('[review] undecided');
    const [undecided] = (await sql<{ id: string }>`select id from vigie.items`.execute(scene.context.db))
      .rows;
    await expect(cases.add(EXA, caseNumber, undecided?.id ?? '')).rejects.toMatchObject({
      code: 'item.not-found',
    });
    await sql`insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at)
      select 'i' || n, 'review', 'waiting', 'p' || n, decode(lpad(to_hex(n), 8, '0'), 'hex'), 's', 'en', now()
      from generate_series(1, 26) n`.execute(scene.context.db);
    await sql`with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'second', 'offer', 'crossing_offered', 'ben', now() from vigie.items where id ~ '^i' returning id, item_id
      ) update vigie.items i set state = 'outcome', outcome = 'offer', second_decision = j.id, concluding_decision = j.id
        from judged j where j.item_id = i.id`.execute(scene.context.db);
    for (let n = 1; n <= 25; n += 1) await cases.add(EXA, caseNumber, `i${n}`);
    await cases.add(EXA, caseNumber, 'i25');
    await expect(cases.add(EXA, caseNumber, 'i26')).rejects.toThrow(/fewer than 25 items/);
    await cases.close(EXA, caseNumber);
    await expect(cases.add(EXA, caseNumber, 'i1')).rejects.toThrow(/a closed one/);
    await expect(cases.add(actorOf('exb', ['exporter']), caseNumber, 'i1')).rejects.toThrow(/another’s/);
  });

  it('shows cases with their offers to who works on cases, and to nobody else', async () => {
    const itemId = await offer('[review] one');
    expect(await cases.offers(EXA)).toMatchObject([{ id: itemId, sourceId: 'source' }]);
    const caseNumber = await inCase(itemId);
    expect(await cases.offers(EXA)).toEqual([]);
    const exb = actorOf('exb', ['exporter']);
    const known = { number: caseNumber, legalReference: 'Js 1/26', itemCount: 1, closedAt: null };
    expect(await cases.list(EXA)).toEqual([expect.objectContaining({ ...known, isMine: true })]);
    expect(await cases.view(exb, caseNumber)).toMatchObject({
      ...known,
      isMine: false,
      items: [{ place: 1, offer: { id: itemId, language: 'en', sourceId: 'source' }, request: null }],
    });
    await expect(cases.view(EXA, 999)).rejects.toMatchObject({ code: 'item.not-found' });
    for (const look of [() => cases.list(PIA), () => cases.view(CAI, caseNumber), () => cases.offers(CAI)])
      await expect(look()).rejects.toMatchObject({ code: 'request.forbidden' });
  });

  it('opens to who works on cases what ended as an offer, and nothing else', async () => {
    const itemId = await offer('[review] one');
    await post('[review] undecided');
    const open = await sql<{ id: string }>`select id from vigie.items where outcome is null`.execute(
      scene.context.db,
    );
    expect(await scene.desk.view(EXA, itemId)).toMatchObject({ text: '[review] one', steps: ['protect'] });
    await expect(scene.desk.view(EXA, open.rows[0]?.id ?? '')).rejects.toMatchObject({
      code: 'item.not-found',
    });
    await expect(scene.desk.list(EXA, { lane: 'review', show: 'closed', limit: 9 })).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it('ACC-02 shows a key holder who asks for what and why, and no word of the post', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const wanted = { caseNumber, itemId, purpose: 'judicial-request', justification: WHY } as const;
    const standing = async () => (await cases.view(EXA, caseNumber)).items[0]?.request?.state;
    const id = await names.request(EXA, wanted);
    expect(await names.waiting(CAI)).toEqual([
      {
        id,
        caseNumber,
        legalReference: 'Js 1/26',
        purpose: 'judicial-request',
        justification: WHY,
        requesterName: null,
        requestedAt: new Date(clock.now()).toISOString(),
        isMine: false,
      },
    ]);
    await expect(names.waiting(EXA)).rejects.toMatchObject({ code: 'request.forbidden' });
    expect(await standing()).toBe('waiting');
    await names.settle(CAI, id, 'refuse');
    expect([await standing(), await names.waiting(CAI)]).toEqual(['refused', []]);
    await names.settle(CAI, await names.request(EXA, wanted), 'approve');
    expect(await standing()).toBe('open');
    clock.advance(UNMASKED_MINUTES * 60_000);
    expect(await standing()).toBe('over');
  });

  it('PRO-09 leaves an item that was handed to protection its place in the case, and shows nothing of it', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    await names.request(EXA, { caseNumber, itemId, purpose: 'judicial-request', justification: WHY });
    await scene.desk.protect(actorOf('cem', ['reviewer']), itemId, 'trafficking');
    const { items } = await cases.view(EXA, caseNumber);
    expect(items).toEqual([{ place: 1, addedAt: expect.any(String), offer: null, request: null }]);
    expect(await names.waiting(CAI)).toEqual([]);
    await expect(scene.desk.view(EXA, itemId)).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('ACC-08 breaks the glass for protection only, in danger to life, with an entry that oversight is told by', async () => {
    await post('[protect] one');
    const item = await scene.desk.next(PIA, 'protect');
    const itemId = item?.id ?? '';
    const now = { itemId, justification: 'The boat takes in water, the coast guard needs the sender now.' };
    await expect(names.breakGlass(EXA, now)).rejects.toMatchObject({ code: 'request.forbidden' });
    await expect(names.breakGlass(PIA, { ...now, justification: 'urgent' })).rejects.toThrow(/at least 30/);
    expect(await names.breakGlass(PIA, now)).toEqual([expect.objectContaining({ author: CANARY })]);
    expect(await kinds()).toEqual(['identity.glass-broken']);
  });

  it('shows no name any more once the item was handed to protection', async () => {
    const itemId = await offer('[review] one');
    const caseNumber = await inCase(itemId);
    const id = await names.request(EXA, {
      caseNumber,
      itemId,
      purpose: 'judicial-request',
      justification: WHY,
    });
    await names.settle(CAI, id, 'approve');
    await scene.desk.protect(actorOf('cem', ['reviewer']), itemId, 'trafficking');
    await expect(names.read(EXA, itemId)).rejects.toMatchObject({ code: 'request.forbidden' });
  });
});
