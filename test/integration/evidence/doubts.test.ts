import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Doubt } from '../../../queue/contracts/index.ts';
import { createCases, createDoubts, type Doubts } from '../../../queue/review/index.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { type GraphNode, shapeFaults } from '../../support/case-shapes.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, type ExportScene, exportScene } from '../../support/export-scene.ts';
import { judge, OFFER, take } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const DOUBT: Doubt = {
  kind: 'edited',
  grounds: 'The sum stands in another typeface than the rest of the line.',
};

describe.each(COLUMNS)('doubts about authenticity, %s', (name) => {
  const scene = deskScene(name);
  const folder = mkdtempSync(join(tmpdir(), 'vigie-doubts-'));
  let doubts: Doubts;
  let at: ExportScene;
  let itemId: string;
  let caseNumber: number;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    doubts = createDoubts({ ...scene.context, clock: scene.clock });
    at = exportScene(scene);
    const made = await at.caseOf(1);
    caseNumber = made.caseNumber;
    itemId = made.items[0] ?? '';
    await scene.employ(ANA, BEN, EXA);
  });
  const held = async (actor: Actor) => (await scene.desk.view(actor, itemId)).doubts;
  const bundle = async () => {
    const target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
    await at.write(await at.approved(caseNumber), target);
    return target;
  };

  it('EVI-15 are recorded as the opinion of who judged, with grounds and date, and are in the log without them', async () => {
    await doubts.record(ANA, itemId, DOUBT);
    const now = new Date(scene.clock.now()).toISOString();
    expect(await held(ANA)).toEqual([{ ...DOUBT, author: 'ana', authorName: expect.any(String), at: now }]);
    const entries = await logEntries(scene.context.db, sql`e.kind = 'doubt.recorded'`, scene.context.vault);
    expect(entries).toMatchObject([{ actor: 'ana', subject: itemId, body: { kind: 'edited' } }]);
    expect(JSON.stringify(entries)).not.toContain('typeface');
    const { rows } = await sql<{ row: object }>`select to_jsonb(d) as row from vigie.doubts d`.execute(
      scene.context.db,
    );
    expect(Buffer.from(JSON.stringify(rows)).includes(Buffer.from('typeface').toString('hex'))).toBe(false);
  });

  it('EVI-15 change neither score nor outcome, nor anything else of the item', async () => {
    const all = async () => {
      const { rows } = await sql<{ row: object }>`
        select jsonb_build_object('item', to_jsonb(i), 'assessment', to_jsonb(a),
          'decisions', (select jsonb_agg(to_jsonb(d) order by d.id) from vigie.decisions d where d.item_id = i.id)) as row
        from vigie.items i join vigie.assessments a using (post_id)`.execute(scene.context.db);
      return rows;
    };
    const before = await all();
    for (const kind of ['edited', 'synthetic', 'satire', 'other'] as const)
      await doubts.record(ANA, itemId, { ...DOUBT, kind });
    expect(await all()).toEqual(before);
  });

  it('EVI-15 are for who judged the item, once it is closed, and for nobody else', async () => {
    await expect(doubts.record(EXA, itemId, DOUBT)).rejects.toMatchObject({ code: 'item.conflict' });
    const cem = actorOf('cem', ['reviewer']);
    await expect(doubts.record(cem, itemId, DOUBT)).rejects.toMatchObject({ code: 'item.conflict' });
    const analyst = actorOf('ida', ['analyst']);
    await expect(doubts.record(analyst, itemId, DOUBT)).rejects.toMatchObject({ code: 'item.not-found' });
    expect((await scene.desk.view(cem, itemId)).mayDoubt).toBe(false);
    expect((await scene.desk.view(BEN, itemId)).mayDoubt).toBe(true);
    // Whoever is to judge blindly is told nobody's doubt.
    await scene.arrive(1, () => '[review] another');
    const open = await take(scene, ANA);
    await judge(scene, ANA, open, OFFER);
    await expect(doubts.record(ANA, open.id, DOUBT)).rejects.toMatchObject({ code: 'item.conflict' });
    expect(await scene.desk.view(ANA, open.id)).not.toHaveProperty('doubts');
  });

  it.each([
    ['no grounds', { kind: 'edited' }],
    ['grounds that give none', { kind: 'edited', grounds: 'odd' }],
    ['a kind that is none', { ...DOUBT, kind: 'fake' }],
    ['a score', { ...DOUBT, score: 3 }],
  ])('EVI-15 are refused with %s', async (_, doubt) => {
    await expect(doubts.record(ANA, itemId, doubt as Doubt)).rejects.toThrow();
    expect(await held(ANA)).toEqual([]);
  });

  it('EVI-15 are never changed or taken back, and each has kind, grounds and author in the schema, too', async () => {
    const { db } = scene.context;
    await doubts.record(ANA, itemId, DOUBT);
    await expect(sql`update vigie.doubts set kind = 'satire'`.execute(db)).rejects.toThrow(/never changed/);
    await expect(sql`delete from vigie.doubts`.execute(db)).rejects.toThrow(/never changed/);
    const insert = (kind: string, author: string, grounds: Buffer | null) =>
      sql`insert into vigie.doubts (item_id, kind, sealed_grounds, recorded_by, recorded_at)
        values (${itemId}, ${kind}, ${grounds}, ${author}, now())`.execute(db);
    await expect(insert('fake', 'ana', Buffer.from('x'))).rejects.toThrow(/kind/);
    await expect(insert('edited', '', Buffer.from('x'))).rejects.toThrow(/recorded_by/);
    await expect(insert('edited', 'ana', null)).rejects.toThrow(/sealed_grounds/);
    for (let more = 0; more < 4; more += 1) await doubts.record(ANA, itemId, DOUBT);
    await expect(doubts.record(ANA, itemId, DOUBT)).rejects.toThrow(/at most 5/);
  });

  it('EVI-15 CON-05 are on the page of the case by kind, and in the bundle with author and grounds', async () => {
    await doubts.record(ANA, itemId, DOUBT);
    await doubts.record(BEN, itemId, {
      kind: 'satire',
      grounds: 'The place is one of jokes: يمزح الناس هنا.',
    });
    const cases = createCases({ db: scene.context.db, clock: scene.clock });
    expect((await cases.view(EXA, caseNumber)).items).toMatchObject([
      { offer: { doubts: ['edited', 'satire'] } },
    ]);
    const target = await bundle();
    const item = JSON.parse(readFileSync(join(target, 'data/items/01/item.json'), 'utf8'));
    expect(item.exculpatory.doubts).toMatchObject([
      { ...DOUBT, author: 'ana' },
      { kind: 'satire', author: 'ben' },
    ]);
    const summary = readFileSync(join(target, 'data/summary.en.html'), 'utf8');
    expect(summary).toContain('Doubts about authenticity, each the opinion of who is named');
    expect(summary).toContain('another typeface');
    expect(readFileSync(join(target, 'data/summary.fr.html'), 'utf8')).toContain('retouché');
    const { '@graph': graph } = JSON.parse(readFileSync(join(target, 'data/case.jsonld'), 'utf8')) as {
      '@graph': GraphNode[];
    };
    expect(shapeFaults(graph)).toEqual([]);
    expect(graph.filter((node) => node['@type'] === 'core:Annotation')).toHaveLength(2);
    expect((await verifyBundle(readFolder(target))).faults).toEqual([]);
  });
});
