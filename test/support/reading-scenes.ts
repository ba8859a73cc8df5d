import { sql } from 'kysely';
import { createApp } from '../../dashboard/app.ts';
import { createContestDesk } from '../../queue/contest/index.ts';
import type { Role, Source } from '../../queue/contracts/index.ts';
import { createNotices } from '../../queue/notices/index.ts';
import { createOversight, type Replayer } from '../../queue/oversight/index.ts';
import {
  createCaptures,
  createCases,
  createDoubts,
  createQuestions,
  createUnmasking,
} from '../../queue/review/index.ts';
import { createTellings } from '../../queue/telling/index.ts';
import { sealTo } from '../../queue/vault/sealed-box.ts';
import { dryRun } from '../../workers/handlers/dry-run.ts';
import type { Collector } from '../../workers/sources/index.ts';
import { demoContext, signedIn } from '../unit/dashboard/support/demo-context.ts';
import { plantCapture, seededStore } from '../unit/dashboard/support/seeded-captures.ts';
import type { DeskScene } from './desk-scene.ts';
import { makeOffer, take } from './judgments.ts';
import { REGISTER, SENDER } from './notice-register.ts';
import { noticeScene } from './notice-scene.ts';
import { actorOf } from './people.ts';
import { TEST_POLICY } from './policy.ts';
import { MARKED_SCORER } from './scoring.ts';

/** A request that reads something, with what must be there before. */
export interface Reading {
  readonly role: Role;
  /** @returns what stands for `:id` in the path, and the body */
  prepare(at: DeskScene): Promise<{ readonly id?: string; readonly body?: object }>;
}

const ANA = actorOf('ana', ['reviewer']);
const READER = 'reader';
const WHY = 'The court asks who placed this advert, order of June.';
const CONTEST = '0f0e0d0c-0b0a-4908-8706-050403020100';

/** Every route that consults or discloses, by method and path: a route without a scene is a fault of the test. */
export const READINGS: Readonly<Record<string, Reading>> = {
  'POST /api/next': {
    role: 'reviewer',
    async prepare(at) {
      await at.arrive(1, () => '[review] one');
      return { body: {} };
    },
  },
  'GET /api/items/:id': {
    role: 'reviewer',
    prepare: async (at) => ({ id: await offerIn(at) }),
  },
  'GET /api/items/:id/capture/picture': {
    role: 'exporter',
    async prepare(at) {
      const itemId = await offerIn(at);
      const { db, vault } = at.context;
      const { rows } = await sql<{ postId: string; wrappedKey: Uint8Array }>`
        select s.post_id as "postId", s.wrapped_key as "wrappedKey"
        from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id where i.id = ${itemId}`.execute(
        db,
      );
      const [key] = rows;
      if (key === undefined) throw new Error('expected the text of the item, found none');
      await sql`delete from vigie.captures where item_id = ${itemId}`.execute(db);
      await plantCapture(db, vault, { itemId, ...key, opened: new Date(at.clock.now()) });
      return { id: itemId };
    },
  },
  'POST /api/items/:id/claim': {
    role: 'protection',
    async prepare(at) {
      await at.arrive(1, () => '[protect] one');
      const [item] = await at.desk.list(actorOf('pia', ['protection']), {
        lane: 'protect',
        show: 'open',
        limit: 1,
      });
      return { id: item?.id ?? '', body: {} };
    },
  },
  'POST /api/items/:id/translate': {
    role: 'reviewer',
    prepare: async (at) => ({ id: await offerIn(at), body: { to: 'fr' } }),
  },
  'POST /api/questions/:id/read': {
    role: 'reviewer',
    async prepare(at) {
      await at.employ(ANA, actorOf(READER, ['reviewer']), actorOf('cem', ['reviewer']));
      await at.employ(actorOf('eve', ['adjudicator']));
      await at.arrive(1, () => '[review] one');
      const item = await take(at, ANA);
      await createQuestions(at.context).ask(ANA, item.id, { kind: 'word', words: 'zilpzalp' });
      return { id: '1', body: {} };
    },
  },
  'POST /api/contests/:id/examine': {
    role: 'adjudicator',
    async prepare(at) {
      const { vault, db } = at.context;
      const content = {
        version: 1,
        address: 'https://board.example/1',
        statement: 'no offer',
        language: 'en',
      };
      const sealed = await sealTo(await vault.intake.recipient(), JSON.stringify(content));
      await sql`
        insert into vigie.contests (id, receipt_hash, sealed, received_on, taken, item_id)
        values (${CONTEST}::uuid, sha256('receipt'), ${sealed}, '2026-05-30'::date, true, null)
      `.execute(db);
      return { id: CONTEST, body: {} };
    },
  },
  'GET /api/notices/:id': {
    role: 'exporter',
    async prepare(at) {
      const scene = await noticeScene(at);
      return { id: String(await scene.upTo('drafted', await scene.offer())) };
    },
  },
  'POST /api/cases/:id/notices/prepare': {
    role: 'exporter',
    async prepare(at) {
      const { caseNumber, itemId } = await (await noticeScene(at)).offer();
      return { id: String(caseNumber), body: { itemId } };
    },
  },
  'POST /api/notices/:id/file': {
    role: 'exporter',
    async prepare(at) {
      const scene = await noticeScene(at);
      return { id: String(await scene.upTo('confirmed', await scene.offer())), body: { file: 'eml' } };
    },
  },
  'POST /api/tellings/:id/letters': {
    role: 'exporter',
    async prepare(at) {
      const scene = await noticeScene(at);
      await scene.upTo('sent', await scene.offer());
      const rows = await at.context.db.selectFrom('vigie.tellings').select('number').execute();
      return { id: String(rows.at(-1)?.number), body: { language: 'en' } };
    },
  },
  'POST /api/items/:id/names': {
    role: 'exporter',
    async prepare(at) {
      const itemId = await offerIn(at);
      const reader = actorOf(READER, ['exporter']);
      const cases = createCases(at.context);
      const names = createUnmasking(at.context);
      const caseNumber = await cases.open(reader, { legalReference: 'Js 1/26' });
      await cases.add(reader, caseNumber, itemId);
      const asked = { caseNumber, itemId, purpose: 'judicial-request', justification: WHY } as const;
      const request = await names.request(reader, asked);
      await names.settle(actorOf('cai', ['custodian']), request, 'approve');
      return { id: itemId, body: {} };
    },
  },
  'POST /api/items/:id/break-glass': {
    role: 'protection',
    async prepare(at) {
      await at.arrive(1, () => '[protect] one');
      const [item] = await at.desk.list(actorOf('pia', ['protection']), {
        lane: 'protect',
        show: 'open',
        limit: 1,
      });
      return { id: item?.id ?? '', body: { justification: WHY } };
    },
  },
  'POST /api/log/read': {
    role: 'oversight',
    async prepare(at) {
      await at.arrive(1, () => '[review] one');
      return { body: { purpose: 'integrity' } };
    },
  },
  'POST /api/records/:id/record': {
    role: 'oversight',
    prepare: async (at) => ({ id: await offerIn(at), body: { purpose: 'lawfulness' } }),
  },
  'POST /api/records/:id/replay': {
    role: 'oversight',
    prepare: async (at) => ({ id: await offerIn(at), body: { purpose: 'self-monitoring' } }),
  },
  'POST /api/records/:id/content': {
    role: 'oversight',
    prepare: async (at) => ({ id: await offerIn(at), body: { purpose: 'lawfulness', reason: WHY } }),
  },
  'POST /api/sources/:id/try': { role: 'operator', prepare: async () => ({ id: 'board', body: {} }) },
};

async function offerIn(at: DeskScene): Promise<string> {
  await at.arrive(1, () => '[review] one');
  return makeOffer(at);
}

/** The dashboard on the records of a scene, used by one person. */
export function appOn(at: DeskScene, role: Role) {
  const { context } = at;
  const parts = { db: context.db, vault: context.vault, clock: at.clock };
  return createApp({
    ...demoContext({
      desk: at.desk,
      clock: at.clock,
      cases: createCases(parts),
      names: createUnmasking(parts),
      notices: createNotices({ ...parts, register: REGISTER, print: async () => Buffer.from('%PDF') }),
      tellings: createTellings({ ...parts, policy: TEST_POLICY.telling, sender: async () => SENDER }),
      questions: createQuestions(parts),
      doubts: createDoubts(parts),
      captures: createCaptures({ ...parts, store: seededStore() }),
      oversight: createOversight({ ...parts, replayer: MARKED_REPLAYER }),
      translator: { translate: async () => ({ text: 'words of a machine', isCut: false }) },
      trySource: (id, actor) =>
        dryRun(
          { ...parts, collector: ONE_PAGE, stopping: new AbortController().signal },
          { id } as Source,
          actor,
        ),
      person: signedIn(READER, [role]),
    }),
    contests: createContestDesk(parts),
  });
}

/** Makes assessments again with the scorer that made them. */
export const MARKED_REPLAYER: Replayer = {
  withRelease: async (post, release) =>
    release === MARKED_SCORER.release ? MARKED_SCORER.score(post) : 'not-kept',
  withToday: async (post) => MARKED_SCORER.score(post),
};

/** A collector that finds one page with one post. */
const ONE_PAGE = {
  async *collect() {
    yield { url: 'https://board.example/', posts: [{ key: 'one', text: 'one' }], next: undefined };
  },
  robots: () => null,
} as unknown as Collector;
