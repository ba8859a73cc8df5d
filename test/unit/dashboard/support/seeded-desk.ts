import { type Kysely, sql } from 'kysely';
import { type ContestDesk, createContestDesk } from '../../../../queue/contest/index.ts';
import type {
  Actor,
  Assessment,
  Figure,
  KnownPost,
  LaneStates,
  Media,
  Recipient,
} from '../../../../queue/contracts/index.ts';
import { assessmentBody, commitmentOf, sequence } from '../../../../queue/log/index.ts';
import { createNotices, type Notices } from '../../../../queue/notices/index.ts';
import { createOversight, type Oversight, type Replayer } from '../../../../queue/oversight/index.ts';
import {
  type Captures,
  type Cases,
  createCaptures,
  createCases,
  createDesk,
  createDoubts,
  createExports,
  createQuality,
  createQuestions,
  createUnmasking,
  type Desk,
  type Doubts,
  type Exports,
  type ItemContent,
  plantControl,
  type Quality,
  type Questions,
  type Unmasking,
} from '../../../../queue/review/index.ts';
import { type Clock, SYSTEM_CLOCK } from '../../../../queue/runtime/clock.ts';
import { createStatistics, type Statistics } from '../../../../queue/statistics/index.ts';
import { type Database, readLanes, type Schema, type SignCount } from '../../../../queue/storage/index.ts';
import { createTellings, type Tellings } from '../../../../queue/telling/index.ts';
import type { Vault } from '../../../../queue/vault/index.ts';
import { sealTo } from '../../../../queue/vault/sealed-box.ts';
import { employ } from '../../../support/employ.ts';
import { openMemoryRecords } from '../../../support/migrated-cluster.ts';
import { REGISTER, SENDER } from '../../../support/notice-register.ts';
import { TEST_POLICY } from '../../../support/policy.ts';
import { testVault } from '../../../support/vault.ts';
import { plantCapture, seededStore } from './seeded-captures.ts';

/** Of every seeded assessment. */
const SALT = Buffer.alloc(16, 7);

/** What a test says about one item; the rest starts as for a fresh one. */
export interface SeedItem {
  readonly id: string;
  readonly lane: 'review' | 'protect';
  readonly language: string;
  readonly sourceId: string;
  readonly text: string;
  readonly assessment: Assessment;
  readonly openedAt: string;
  readonly memberCount?: number;
  readonly isCut?: boolean;
  readonly media?: readonly Media[];
  readonly thread?: NonNullable<ItemContent['thread']>;
  readonly publishedAt?: string;
  readonly author?: string;
  readonly permalink?: string;
  /** Who was given it, and let the claim run out: they may take it up again. */
  readonly givenTo?: string;
  /** Two reviewers, `ben` the second, have called it an offer. */
  readonly isOffer?: boolean;
  /** The page of its post was captured. */
  readonly isCaptured?: boolean;
  /** Makes it a control item: it is planted beside the post, which then waits for nobody. */
  readonly control?: KnownPost;
}

/** A contest that was taken in. */
export interface SeedContest {
  readonly id: string;
  readonly itemId: string | null;
  readonly address: string;
  readonly statement: string;
  /** Such as 2026-11-20. */
  readonly receivedOn: string;
}

export interface Seeds {
  readonly items: readonly SeedItem[];
  readonly contests?: readonly SeedContest[];
  /** People with accounts. */
  readonly team?: readonly Actor[];
  /** Whom the register of recipients has. */
  readonly recipients?: readonly Recipient[];
  /** What the counters say; releases of the file stay. */
  readonly figures?: readonly Figure[];
  /** What was counted apart when posts were scored. */
  readonly signs?: readonly (SignCount & { readonly month: string })[];
}

/** What works on one set of records. */
export interface SeededParts {
  readonly desk: Desk;
  readonly contests: ContestDesk;
  readonly cases: Cases;
  readonly names: Unmasking;
  readonly questions: Questions;
  readonly doubts: Doubts;
  readonly statistics: Statistics;
  readonly oversight: Oversight;
  readonly captures: Captures;
  readonly exports: Exports;
  readonly notices: Notices;
  readonly tellings: Tellings;
  readonly lanes: { read(): Promise<LaneStates> };
}

/**
 * The real desks on records in memory that hold these items. They are opened by the first question: most tests of the
 * dashboard ask none. The records of a test file are one and the same, emptied for each desk that is asked.
 */
export function seededParts(seeds: Seeds, clock: Clock): SeededParts {
  let opened: Promise<SeededParts> | undefined;
  const lazy = <Part extends keyof SeededParts>(part: Part): SeededParts[Part] =>
    new Proxy({} as SeededParts[Part], {
      get:
        (_target, name) =>
        async (...values: never[]) => {
          opened ??= openParts(seeds, clock);
          const steps = (await opened)[part] as unknown as Record<
            PropertyKey,
            (...values: never[]) => unknown
          >;
          return steps[name]?.(...values);
        },
    });
  return {
    desk: lazy('desk'),
    contests: lazy('contests'),
    cases: lazy('cases'),
    names: lazy('names'),
    exports: lazy('exports'),
    notices: lazy('notices'),
    tellings: lazy('tellings'),
    questions: lazy('questions'),
    doubts: lazy('doubts'),
    statistics: lazy('statistics'),
    oversight: lazy('oversight'),
    captures: lazy('captures'),
    lanes: lazy('lanes'),
  };
}

/** Rules that find in each text what its seed says, then as today. */
function replayerOf({ items }: Seeds): Replayer {
  const assess = async ({ text }: { readonly text: string }) => {
    const seed = items.find((one) => one.text === text);
    if (seed === undefined) throw new Error('expected a text of the seeds');
    return seed.assessment;
  };
  return { withRelease: assess, withToday: assess };
}

/** What the records of the file's desks say of the quality of judgments. */
export const SEEDED_QUALITY: Quality = {
  calibration: async (actor) => (await openQuality()).calibration(actor),
  team: async () => (await openQuality()).team(),
  alarms: async () => (await openQuality()).alarms(),
};

async function openQuality(): Promise<Quality> {
  return createQuality(await seededRecords(), SYSTEM_CLOCK);
}

/** The records of the file's desks. */
export async function seededRecords(): Promise<Kysely<Schema>> {
  return (await opened()).db;
}

function opened(): Promise<Database> {
  records ??= openMemoryRecords();
  return records;
}

let records: Promise<Database> | undefined;

/** One after the other: two that empty and fill the records at once would find each other's rows. */
async function openParts(seeds: Seeds, clock: Clock): Promise<SeededParts> {
  const before = opened();
  const vault = testVault();
  records = before.then(async (database) => {
    await sql`
      truncate vigie.posts, vigie.sealed_posts, vigie.assessments, vigie.item_members, vigie.items, vigie.contests,
        vigie.cases, vigie.control_items, vigie.skips, vigie.day_stops, vigie.item_questions, vigie.doubts,
        vigie.captures, vigie.accounts, vigie.custody_events, vigie.audits restart identity cascade
    `.execute(database.db);
    for (const seed of seeds.items) {
      await plant(database.db, vault, seed);
      if (seed.control !== undefined) await plantAsControl(database.db, vault, seed, seed.control);
    }
    await employ(database.db, seeds.team ?? [], new Date(clock.now()));
    await plantFigures(database.db, seeds.figures ?? []);
    await plantSigns(database.db, seeds.signs ?? []);
    for (const seed of seeds.contests ?? []) await plantContest(database.db, vault, seed);
    await sequence(database.db, vault);
    return database;
  });
  const { db } = await records;
  const parts = { db, vault, clock };
  return {
    desk: createDesk(parts),
    contests: createContestDesk(parts),
    cases: createCases(parts),
    names: createUnmasking(parts),
    exports: createExports({ ...parts, recipients: async () => seeds.recipients ?? [] }),
    notices: createNotices({ ...parts, register: REGISTER, print: async () => Buffer.from('%PDF-1.7') }),
    tellings: createTellings({ ...parts, policy: TEST_POLICY.telling, sender: async () => SENDER }),
    questions: createQuestions(parts),
    doubts: createDoubts(parts),
    statistics: createStatistics({
      db,
      clock,
      policy: TEST_POLICY.statistics,
      languages: ['en', 'fr'],
      platforms: ['feed'],
    }),
    oversight: createOversight({ ...parts, replayer: replayerOf(seeds) }),
    captures: createCaptures({ ...parts, store: seededStore() }),
    lanes: { read: () => readLanes(db) },
  };
}

async function plant(db: Kysely<Schema>, vault: Vault, seed: SeedItem): Promise<void> {
  const postId = `post-${seed.id}`;
  const opened = new Date(seed.openedAt);
  const wrappedKey = await plantPost(db, vault, seed, postId);
  await sql`
    insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at, entered_at)
    values (${seed.id}, ${seed.lane}, 'waiting', ${postId}, ${Buffer.from(seed.id)}::bytea, ${seed.sourceId},
      ${seed.language}, ${opened}, ${opened})
  `.execute(db);
  const copies = Array.from({ length: (seed.memberCount ?? 1) - 1 }, (_, place) => `${postId}-${place + 2}`);
  for (const copy of copies) await plantPost(db, vault, seed, copy);
  await sql`
    insert into vigie.item_members (post_id, item_id, joined_at)
    select post_id, ${seed.id}, ${opened} from unnest(${[postId, ...copies]}::text[]) post_id
  `.execute(db);
  if (seed.givenTo !== undefined) {
    await sql`
      update vigie.items set state = 'claimed', claimed_by = ${seed.givenTo}, lease_until = ${opened} where id = ${seed.id}
    `.execute(db);
  }
  if (seed.isOffer === true) await plantOffer(db, seed.id, opened);
  if (seed.isCaptured === true)
    await plantCapture(db, vault, { itemId: seed.id, postId, wrappedKey, opened });
}

/** A post with its sealed text and what the rules made of it. @returns the key that its text is under */
async function plantPost(db: Kysely<Schema>, vault: Vault, seed: SeedItem, postId: string) {
  const { wrappedKey, sealed } = vault.seal(postId, sealedContent(seed));
  const opened = new Date(seed.openedAt);
  const body = assessmentBody(seed.assessment);
  await sql`
    insert into vigie.posts (id, source_id, batch_id, language, published_at, collected_at, status)
    values (${postId}, ${seed.sourceId}, 'seeds', ${seed.language}, ${seed.publishedAt ?? null}, ${opened}, ${seed.lane})
  `.execute(db);
  await sql`
    insert into vigie.sealed_posts (post_id, wrapped_key, sealed, erase_at)
    values (${postId}, ${wrappedKey}::bytea, ${sealed}::bytea, now() + interval '30 days')
  `.execute(db);
  await sql`
    insert into vigie.assessments (post_id, release, lane, score, language, body, salt, commitment, entry_id, leaf)
    values (${postId}, ${seed.assessment.release}, ${seed.lane}, ${seed.assessment.score}, ${seed.language},
      ${body}, ${SALT}::bytea, ${commitmentOf(SALT, body)}::bytea, 0, 0)
  `.execute(db);
  return wrappedKey;
}

/** An offer as the desk makes one: two people said it, the second without having seen the first. */
async function plantOffer(db: Kysely<Schema>, itemId: string, at: Date): Promise<void> {
  await sql`
    insert into vigie.decisions (item_id, stage, outcome, reason, spans, actor, decided_at)
    values (${itemId}, 'first', 'offer', 'crossing_offered', '[{"start":0,"end":40}]', 'ana', ${at})
  `.execute(db);
  await sql`
    with judged as (
      insert into vigie.decisions (item_id, stage, outcome, reason, spans, actor, decided_at)
      values (${itemId}, 'second', 'offer', 'crossing_offered', '[{"start":0,"end":40}]', 'ben', ${at}) returning id
    )
    update vigie.items set state = 'outcome', outcome = 'offer', judged_by = 'ana', judged_at = ${at},
      second_decision = judged.id, concluding_decision = judged.id, author_category = 'suspected-offeror'
    from judged where items.id = ${itemId}
  `.execute(db);
}

async function plantSigns(db: Kysely<Schema>, signs: NonNullable<Seeds['signs']>): Promise<void> {
  await sql`delete from vigie.sign_counts`.execute(db);
  const rows = signs.map(({ count, ...sign }) => ({ ...sign, change: count }));
  if (rows.length > 0) await db.insertInto('vigie.sign_counts').values(rows).execute();
}

async function plantFigures(db: Kysely<Schema>, figures: readonly Figure[]): Promise<void> {
  await sql`delete from vigie.figures`.execute(db);
  if (figures.length === 0) return;
  const rows = figures.map(({ count, ...figure }) => ({ ...figure, change: count }));
  await db.insertInto('vigie.figures').values(rows).execute();
}

async function plantContest(db: Kysely<Schema>, vault: Vault, seed: SeedContest): Promise<void> {
  const { id, itemId, address, statement, receivedOn } = seed;
  const content = { version: 1, address, statement, language: 'en' };
  const sealed = await sealTo(await vault.intake.recipient(), JSON.stringify(content));
  await sql`
    insert into vigie.contests (id, receipt_hash, sealed, received_on, taken, item_id)
    values (${id}::uuid, decode(md5(${id}) || md5(${id}), 'hex'), ${sealed}, ${receivedOn}::date, true, ${itemId})
  `.execute(db);
}

async function plantAsControl(
  db: Kysely<Schema>,
  vault: Vault,
  seed: SeedItem,
  known: KnownPost,
): Promise<void> {
  const { language, sourceId, openedAt } = seed;
  const choice = { known, language, assessment: JSON.stringify(seed.assessment), departures: [] };
  await plantControl(db, vault, [choice], { postId: `post-${seed.id}`, sourceId }, new Date(openedAt));
  await sql`update vigie.items set state = 'erased' where id = ${seed.id}`.execute(db);
}

function sealedContent({ text, isCut, media, thread, author, permalink }: SeedItem): string {
  return JSON.stringify({
    version: 2,
    text,
    ...(isCut && { isCut }),
    ...(media && { media }),
    ...(author && { author }),
    ...(permalink && { permalink }),
    ...(thread && {
      thread: {
        ...(thread.title !== null && { title: thread.title }),
        ...(thread.isAnswer && { replyTo: 'https://board.example/0' }),
      },
    }),
  });
}
