import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '../../../queue/contracts/index.ts';
import { createCases } from '../../../queue/review/index.ts';
import { checkCustody, readRecalls } from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { stixFaults } from '../../../workers/sharing/check-stix.ts';
import { type WrittenIndicators, writeIndicators } from '../../../workers/sharing/write-indicators.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { COURT, EXA, EXB, type ExportScene, exportScene, REASON } from '../../support/export-scene.ts';
import { makeOffer } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';
import { stixFaultsByPython } from '../../support/stix.ts';
import { hasPython } from '../../tooling/surroundings.mjs';

const LIST = 'https://board.example/offers';
const REQUEST = {
  recipient: COURT.id,
  purpose: 'criminal-proceedings',
  reason: REASON,
  form: 'indicators',
} as const;
/** What no file may hold: author, handle, number and words of the posts. */
const CANARIES = ['zilpzalp', 'girlitz', '5550100199', 'seats', 'stieglitz'];

describe.each(COLUMNS)('indicators of a case, %s', (name) => {
  const scene = deskScene(name);
  let at: ExportScene;
  let caseNumber: number;
  let items: string[];
  beforeEach(async () => {
    at = exportScene(scene);
    ({ caseNumber, items } = await caseAt(
      `${LIST}/12`,
      `${LIST}/by-zilpzalp`,
      'https://board.example/@stieglitz/1',
    ));
  });

  const source = {
    id: 'source',
    kind: 'html',
    url: LIST,
    authorisation: authorisationOf(LIST),
  } as unknown as Source;
  const sources = new Map([['source', source]]);

  async function caseAt(...addresses: string[]) {
    const { db, vault } = scene.context;
    const cases = createCases({ db, clock: scene.clock });
    const number = await cases.open(EXA, { legalReference: 'Js 1/26' });
    const made: string[] = [];
    for (const [place, permalink] of addresses.entries()) {
      const text = `[review] seats ${place}, write to @girlitz_${place} or call +00 555 010 0199`;
      const post = { key: `${number}-${place}`, text, permalink, author: 'Zilpzalp' };
      await stagePosts(scene.context, 'source', [post], 'test');
      await drain(scene.column, scene.context);
      const itemId = await makeOffer(scene);
      await at.captures.preserve({ db, vault }, itemId, new Date(scene.clock.now()));
      await cases.add(EXA, number, itemId);
      made.push(itemId);
    }
    return { caseNumber: number, items: made };
  }
  const approved = async () => {
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    await at.exports.settle(EXB, number, 'approve');
    return number;
  };
  async function write(number: number, from = sources): Promise<WrittenIndicators & { file: Buffer }> {
    const { db, vault } = scene.context;
    let file: Buffer = Buffer.alloc(0);
    const context = { db, vault, clock: scene.clock, exports: at.exports, sources: from };
    const written = await writeIndicators(context, EXA, number, async (bytes) => {
      file = bytes;
    });
    return { ...written, file };
  }

  it('EVI-16 ACC-03 takes two people who judged none of it, and each step is in the log', async () => {
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    await expect(write(number)).rejects.toThrow(/somebody else approved/);
    await expect(at.exports.settle(EXA, number, 'approve')).rejects.toThrow(/second person/);
    const ana = actorOf('ana', ['reviewer', 'exporter']);
    await expect(at.exports.settle(ana, number, 'approve')).rejects.toThrow(/one of its judges/);
    await at.exports.settle(EXB, number, 'approve');
    const { sha512, file } = await write(number);
    expect(createHash('sha512').update(file).digest('hex')).toBe(sha512);
    const entries = await logEntries(scene.context.db, sql`e.kind like 'export.%'`, scene.context.vault);
    expect(entries.map(({ kind, body }) => [kind, body.form ?? body.sha512 ?? null])).toEqual([
      ['export.requested', 'indicators'],
      ['export.approved', null],
      ['export.handed-over', 'indicators'],
      ['export.sealed', sha512],
    ]);
    expect(await at.exports.list(EXA, caseNumber)).toMatchObject([{ form: 'indicators', state: 'sealed' }]);
    await expect(write(number)).rejects.toThrow(/ask anew/);
  });

  it('EVI-16 R1 R3 holds places alone: no author, handle, number or word of a post, and by no account’s name', async () => {
    const { file, places, withheld } = await write(await approved());
    const bundle = JSON.parse(file.toString('utf8'));
    expect(stixFaults(bundle)).toEqual([]);
    if (hasPython()) expect(stixFaultsByPython([bundle])).toEqual([[]]);
    const values = bundle.objects.flatMap((one: { value?: string }) => one.value ?? []);
    expect(values).toEqual(['board.example', `${LIST}/12`, LIST]);
    expect(places).toBe(3);
    expect(withheld).toEqual({ 'source-removed': 0, 'not-a-site': 0, 'not-public': 0, 'names-somebody': 0 });
    const text = file.toString('utf8').toLowerCase();
    for (const canary of [...CANARIES, ...items, 'exb', 'js 1/26'])
      expect(text.includes(canary.toLowerCase()), canary).toBe(false);
    expect(text).toContain('for the purpose criminal-proceedings and no other');
  });

  it('EVI-16 tells nothing of a source that is configured no more, and writes no empty file', async () => {
    const number = await approved();
    let isWritten = false;
    const { db, vault } = scene.context;
    const context = { db, vault, clock: scene.clock, exports: at.exports, sources: new Map() };
    await expect(
      writeIndicators(context, EXA, number, async () => {
        isWritten = true;
      }),
    ).rejects.toMatchObject({ code: 'export.refused', message: expect.stringMatching(/source-removed 3/) });
    expect(isWritten).toBe(false);
    expect(await at.exports.list(EXA, caseNumber)).toMatchObject([{ state: 'approved', handedOverAt: null }]);
    const { rows } = await sql`select from vigie.log_entries where kind = 'export.handed-over'`.execute(db);
    expect(rows).toEqual([]);
    // It is still to be written, once the source is back.
    expect((await write(number)).places).toBe(3);
  });

  it('PUR-05 R13 goes to recipients of the register alone, for a purpose of theirs, with the check on file', async () => {
    const asked = { ...REQUEST, caseNumber };
    const ask = (change: object, recipient = COURT) =>
      at.exports.request(EXA, { ...asked, ...change } as never, recipient);
    await expect(ask({ purpose: 'immigration-enforcement' })).rejects.toThrow();
    await expect(ask({ purpose: 'criminal-investigation' })).rejects.toThrow(/purpose/);
    await expect(ask({}, { ...COURT, expiresOn: '2026-01-01' })).rejects.toThrow(/ended on/);
    const { nonRefoulement: _, ...unchecked } = COURT;
    await expect(ask({}, unchecked as never)).rejects.toThrow(/nonRefoulement/);
  });

  it('EVI-08 moves no custody, and is not written as a bundle, nor a bundle as indicators', async () => {
    const number = await approved();
    await expect(at.exports.handOver(EXA, number)).rejects.toThrow(
      /of the form bundle.*of the form indicators/,
    );
    await write(number);
    for (const itemId of items)
      expect(await checkCustody(scene.context.db, scene.context.vault, itemId)).toEqual([]);
    const { rows } = await sql<{ kind: string }>`select distinct kind from vigie.custody_events`.execute(
      scene.context.db,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['control']);
    const bundle = await at.approved(caseNumber);
    await expect(write(bundle)).rejects.toThrow(/of the form indicators.*of the form bundle/);
  });

  it('PRO-10 is called back where an offer goes to protection, by the number of its exhibit', async () => {
    const number = await approved();
    const { file } = await write(number);
    const [, second = ''] = items;
    expect(file.toString()).toContain(`"external_id": "${caseNumber}/${number}/2"`);
    await expect(
      scene.context.db
        .updateTable('vigie.items')
        .set(toProtection(new Date()))
        .where('id', '=', second)
        .execute(),
    ).rejects.toThrow(/called back/);
    await scene.desk.protect(actorOf('rea', ['reviewer']), second, 'distress');
    expect(await readRecalls(scene.context.db, number)).toMatchObject([{ itemId: second, place: 2 }]);
  });
});
