import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { checkCustody, raiseHighWater, readCustody, readDueCaptures } from '../../../queue/storage/index.ts';
import { readFolder } from '../../../workers/bundle/bag/read-folder.ts';
import { verifyBundle } from '../../../workers/bundle/verify/verify-bundle.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { COURT, EXA, EXB, exportScene, REASON } from '../../support/export-scene.ts';
import { noticeScene } from '../../support/notice-scene.ts';
import { drain } from '../../support/scoring.ts';

const TEXT = '[review] places in the boat, ask @captain_1';
const REQUEST = { recipient: COURT.id, purpose: 'criminal-proceedings', reason: REASON } as const;
const NO_CAPTURE = { code: 'item.conflict', message: expect.stringContaining('a complete capture') };

describe.each(COLUMNS)(
  'an item whose captured post has ended while a younger copy has its text, %s',
  (name) => {
    const scene = deskScene(name);
    const { clock } = scene;
    const db = () => scene.context.db;
    const folder = mkdtempSync(join(tmpdir(), 'vigie-copy-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const expire = () =>
      handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });

    /** The text of the post that the item shows ends. */
    async function endShown(): Promise<void> {
      await expire();
      await sql`
      update vigie.sealed_posts set erase_at = class_from where post_id in (select post_id from vigie.items)
    `.execute(db());
      await expire();
    }

    async function showYounger(): Promise<void> {
      clock.advance(60_000);
      const copy = { key: 'copy', text: TEXT, permalink: 'https://board.example/posts/9' };
      await stagePosts(scene.context, 'other', [copy], 'test');
      await drain(scene.column, scene.context);
      await endShown();
    }

    const events = async (itemId: string) =>
      (await readCustody(db(), itemId)).map(({ event }) => {
        const { kind, what } = JSON.parse(Buffer.from(event).toString('utf8'));
        return what === undefined ? kind : `${kind} ${what}`;
      });
    const captures = async () => {
      const { rows } = await sql<{ state: string; is_shown: boolean }>`
      select c.state, c.post_id = i.post_id as is_shown from vigie.captures c join vigie.items i on i.id = c.item_id
      order by is_shown
    `.execute(db());
      return rows;
    };

    it('EVI-01 EVI-08 is no evidence until the copy is captured, which is wanted at once', async () => {
      const at = exportScene(scene);
      const { caseNumber, items } = await at.caseOf(1, () => TEXT);
      const [itemId = ''] = items;
      const before = await at.approved(caseNumber);
      await showYounger();

      expect(await events(itemId)).toEqual(['control', 'analysis', 'disposition erased']);
      expect(await captures()).toEqual([
        { state: 'erased', is_shown: false },
        { state: 'wanted', is_shown: true },
      ]);
      await expect(at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT)).rejects.toMatchObject(
        NO_CAPTURE,
      );
      await expect(at.write(before, join(folder, 'none'))).rejects.toMatchObject(NO_CAPTURE);
      await expect(at.exports.handOver(EXA, before)).rejects.toMatchObject(NO_CAPTURE);
      const { rows } = await sql`select from vigie.exports where handed_over_at is not null`.execute(db());
      expect(rows).toEqual([]);

      await at.captures.preserve(scene.context, itemId, new Date(clock.now()));
      const target = join(mkdtempSync(join(folder, 'each-')), 'bundle');
      await at.write(await at.approved(caseNumber), target);
      expect((await verifyBundle(readFolder(target))).faults).toEqual([]);
      await endShown();
      expect((await events(itemId)).slice(-3)).toEqual(['analysis', 'transfer', 'disposition erased']);
      expect(await checkCustody(db(), scene.context.vault, itemId)).toEqual([]);
    });

    it('EVI-01 has its copy captured at once, also where erasing goes by a clock that was far ahead once', async () => {
      const at = exportScene(scene);
      await at.caseOf(1, () => TEXT);
      await raiseHighWater(db(), new Date(clock.now() + 2 * 86_400_000));
      await showYounger();
      expect(await captures()).toContainEqual({ state: 'wanted', is_shown: true });
      expect(await readDueCaptures(db(), new Date(clock.now()), 9)).toHaveLength(1);
    });

    it('EVI-01 has its copy captured, too, where it went on with one before that was wanted', async () => {
      const at = exportScene(scene);
      await at.caseOf(1, () => TEXT);
      await showYounger();
      await sql`delete from vigie.captures where state = 'wanted'`.execute(db());
      for (let run = 0; run < 2; run += 1) await expire();
      expect(await captures()).toEqual([
        { state: 'erased', is_shown: false },
        { state: 'wanted', is_shown: true },
      ]);
    });

    it('PRE-05 is told to no platform with evidence that is gone', async () => {
      const at = await noticeScene(scene);
      const offer = await at.offer({ text: TEXT });
      const number = await at.upTo('drafted', offer);
      await showYounger();
      const again = { ...at.draftOf(offer), urls: ['https://board.example/posts/9'] };
      await expect(at.notices.draft(EXA, again)).rejects.toMatchObject({
        ...NO_CAPTURE,
        code: 'notice.refused',
      });
      const { digest } = await at.notices.view(EXB, number);
      await expect(at.notices.confirm(EXB, number, { digest, isInGoodFaith: true })).rejects.toThrow();
    });

    it('EVI-01 keeps its capture where it is the copy that ends', async () => {
      const at = exportScene(scene);
      const { caseNumber, items } = await at.caseOf(1, () => TEXT);
      await stagePosts(scene.context, 'other', [{ key: 'copy', text: TEXT }], 'test');
      await drain(scene.column, scene.context);
      await expire();
      await sql`
      update vigie.sealed_posts set erase_at = class_from where post_id not in (select post_id from vigie.items)
    `.execute(db());
      await expire();
      expect(await events(items[0] ?? '')).toEqual(['control']);
      expect(await captures()).toEqual([{ state: 'captured', is_shown: true }]);
      await at.exports.handOver(EXA, await at.approved(caseNumber));
    });
  },
);
