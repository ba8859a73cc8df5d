import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredObject } from '../../../queue/contracts/index.ts';
import { localStore, readObject } from '../../../queue/evidence/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { bindVault, type Database, migrate } from '../../../queue/storage/index.ts';
import { createMasterKey, createVault, type Vault } from '../../../queue/vault/index.ts';
import { handleScorePosts } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { createScoringInline } from '../../../workers/scoring/scoring.ts';
import { type CapturedBoard, pageWith, startCapturedBoard } from '../../support/captured-board.ts';
import { openPlace, type Place, startCapturing } from '../../support/collecting-place.ts';
import { whyNoBrowser } from '../../support/collectors.ts';
import { COLUMNS } from '../../support/columns.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { MARKED_SCORER } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';

const KILLS = 12;
const ITEMS = 6;
/** A lost lease takes 15 s, lock and stalled check of the queue 15 s, a start some more on a busy machine. */
const BACK_AT_WORK_MS = 180_000;

let missing: string | undefined;
beforeAll(async () => {
  missing = await whyNoBrowser('captures under SIGKILL');
}, 240_000);

describe.each(COLUMNS)('captures under SIGKILL, %s column', (name) => {
  let board: CapturedBoard;
  let place: Place;
  let vault: Vault;
  let folder = '';
  const running: ChildProcess[] = [];
  beforeEach(async (context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    board = await startCapturedBoard();
    place = await openPlace(name);
    folder = place.env.VIGIE_DATA_DIR ?? join(place.env.VIGIE_VAULT_KEY_FILE ?? '', '..');
    vault = createVault(createMasterKey(join(folder, 'vault.key')));
    await withRecords(fill);
  }, 120_000);
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await board?.web.close();
    await place?.close();
  });

  async function withRecords<T>(use: (database: Database) => Promise<T>): Promise<T> {
    const database = await place.look();
    try {
      return await use(database);
    } finally {
      await database.close();
    }
  }

  /** Flagged posts with pages of their own, whose captures are wanted. */
  async function fill({ db }: Database): Promise<void> {
    await migrate(db);
    await bindVault(db, vault.fingerprint);
    const context = {
      ...{
        db,
        vault,
        policy: TEST_POLICY,
        clock: SYSTEM_CLOCK,
        logger: SILENT_LOGGER,
        controls: undefined,
        sampling: undefined,
      },
      scoring: createScoringInline(vault, MARKED_SCORER),
      sources: new Map([[board.source.id, board.source]]),
      nudge() {},
    };
    const posts = Array.from({ length: ITEMS }, (_, at) => {
      const text = `[review] seats on an invented boat (${at})`;
      board.show(`${at}`, pageWith(text));
      return { key: `${at}`, text, permalink: board.addressOf(`${at}`) };
    });
    await stagePosts(context, board.source.id, posts, 'test');
    const { rows } = await sql<{ payload: { batchId: string; postIds: string[] } }>`
      delete from vigie.outbox where job_name = 'score-posts' returning payload`.execute(db);
    for (const { payload } of rows) await handleScorePosts(context, { version: 1, ...payload });
  }

  function start(): ChildProcess {
    const env = { ...place.env, VIGIE_EVIDENCE_DIR: join(folder, 'evidence') };
    const child = startCapturing([board.source], { env });
    running.push(child);
    return child;
  }

  const asked = (part: string) => board.web.asked.filter((path) => path.startsWith(part)).length;
  async function stored(): Promise<number> {
    let count = 0;
    for await (const _ of localStore(join(folder, 'evidence')).list()) count += 1;
    return count;
  }

  /** Waits until the process is in the middle of a capture: at its page, at a part of it, or at storing it. */
  async function inTheMiddle(kill: number): Promise<void> {
    const before = { page: asked('/post/'), part: asked('/pixel.png'), stored: await stored() };
    await until(
      `the middle of a capture (${kill})`,
      async () => {
        if (kill % 3 === 0) return asked('/post/') > before.page;
        if (kill % 3 === 1) return asked('/pixel.png') > before.part;
        return (await stored()) > before.stored;
      },
      BACK_AT_WORK_MS,
    );
  }

  /** Every capture that can be seen is whole, and every other shows nothing. @returns states with their counts */
  async function audit({ db }: Database): Promise<Record<string, number>> {
    const { rows } = await sql<{
      id: string;
      post_id: string;
      state: string;
      objects: StoredObject[];
      key: Uint8Array;
    }>`
      select c.id, c.post_id, c.state, c.objects, s.wrapped_key as key
      from vigie.captures c join vigie.sealed_posts s on s.post_id = c.post_id`.execute(db);
    const store = localStore(join(folder, 'evidence'));
    const states: Record<string, number> = {};
    for (const { id, post_id: postId, state, objects, key: wrappedKey } of rows) {
      states[state] = (states[state] ?? 0) + 1;
      expect([state, objects.length]).toEqual([state, state === 'captured' ? 6 : 0]);
      for (const object of objects) await readObject(store, vault, { postId, wrappedKey }, id, object);
    }
    return states;
  }

  it(
    'no half capture is ever to be seen, and every item has one in the end, after twelve kills',
    async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = start();
        await inTheMiddle(kill);
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        expect(child.signalCode).toBe('SIGKILL');
        await withRecords(audit);
      }
      const before = asked('/post/');
      const child = start();
      await until('it to be back at work', () => asked('/post/') > before, BACK_AT_WORK_MS);
      const isDone = async ({ db }: Database) => {
        const { rows } = await sql`select 1 from vigie.captures where state = 'wanted'`.execute(db);
        return rows.length === 0;
      };
      const database = await place.afterwards(child, isDone);
      expect(await audit(database)).toEqual({ captured: ITEMS });
      const { rows } = await sql<{ kinds: number }>`
        select count(*)::integer as kinds from vigie.log_entries where kind = 'capture.stored'`.execute(
        database.db,
      );
      expect(rows[0]?.kinds).toBe(ITEMS);
    },
    15 * 60_000,
  );
});
