import { createHash, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Assessment, PROCESS, ReferralContent, type SealedPost } from '../../queue/contracts/index.ts';
import { scorePostsRequest } from '../../queue/jobs/index.ts';
import { entryInsert } from '../../queue/log/index.ts';
import {
  attempt,
  buryUnopenable,
  clearDistress,
  type Distress,
  insertStaged,
  keepTexts,
  moveToLanes,
  openItems,
  readDistress,
  type Schema,
  wantCaptures,
} from '../../queue/storage/index.ts';
import type { WorkerContext } from '../context.ts';
import { logOpened, scoredEntry } from '../handlers/log-opened.ts';
import { keptFrom } from '../handlers/retention.ts';
import { assessBatch } from '../scoring/assess-batch.ts';
import { countedPosts, tellErrored } from '../scoring/counted-posts.ts';

export type ReferralContext = Pick<WorkerContext, 'db' | 'vault' | 'policy' | 'clock' | 'logger'>;

/** Where such posts come from; there is no source file of this name, and nothing can be collected from it. */
const PUBLIC_REPORTS = 'public-reports';
/** What statistics call where such posts come from. */
const PUBLIC_REPORTS_PLATFORM = 'report';
const ACTOR = PROCESS.intake;
const AT_ONCE = 20;

/** No record holds U+0000: what has one would be refused by the database, with all that was taken beside it. */
const UNSTORABLE = '\\u0000';
const AtRisk = Assessment.refine(({ lane, score }) => lane === 'protect' && score === null).refine(
  (assessment) => !JSON.stringify(assessment).includes(UNSTORABLE),
);

/**
 * Brings the copies of reports in which somebody is at risk to the protection lane, each in front of protection staff
 * and nowhere else: what does not say `protect` is not referred, so no report can reach the review queue. Afterwards nothing
 * links the post to the report. What cannot be opened stays, with one dead letter that says so, and is tried again after
 * the others: a right key or a newer version may open it.
 */
export async function takeReferrals(context: ReferralContext): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const referred: string[] = [];
    for (const distress of await readDistress(tx, AT_ONCE)) {
      const opened = await openReferral(context, distress);
      if ('fault' in opened) {
        if (!distress.isBuried) await bury(context, tx, distress.id, opened.fault);
        continue;
      }
      // One that the records refuse holds up no other; an outage ends them all, and they are tried again.
      const isReferred = await attempt(tx, () => refer(context, tx, opened.text, opened.assessment));
      if (isReferred) referred.push(distress.id);
      else if (!distress.isBuried) await bury(context, tx, distress.id, 'shape');
    }
    await clearDistress(tx, referred);
  });
}

interface Referral {
  readonly text: string;
  readonly assessment: Assessment;
}

export type OpenedReferral = Referral | { readonly fault: string };

/** What a copy for protection says; or why this version does not take it with the key that is in place. */
export async function openReferral(
  { vault }: Pick<ReferralContext, 'vault'>,
  { sealed }: Pick<Distress, 'sealed'>,
): Promise<OpenedReferral> {
  try {
    const { text, assessment } = ReferralContent.parse(JSON.parse(await vault.intake.open(sealed)));
    return { text, assessment: AtRisk.parse(JSON.parse(assessment)) };
  } catch (error) {
    return { fault: error instanceof z.ZodError ? 'shape' : 'sealed' };
  }
}

async function bury(
  { clock, logger }: ReferralContext,
  tx: Kysely<Schema>,
  id: string,
  fault: string,
): Promise<void> {
  await buryUnopenable(tx, id, fault, new Date(clock.now()));
  logger.error({ fault }, 'a text on its way to protection cannot be opened; it stays, see vigie doctor');
}

async function refer(
  { vault, policy, clock, logger }: ReferralContext,
  tx: Kysely<Schema>,
  text: string,
  assessment: Assessment,
): Promise<void> {
  const now = new Date(clock.now());
  const id = vault.token('post', PUBLIC_REPORTS, randomUUID()).toString('hex', 0, 16);
  const batchId = createHash('sha256').update(id).digest('hex').slice(0, 32);
  const content: SealedPost = { version: 2, text };
  const block = vault.sealTogether([id], [JSON.stringify(content)]);
  const stagedUntil = new Date(now.getTime() + policy.retention.unflaggedHours * 3_600_000);
  await insertStaged(
    tx,
    {
      sourceId: PUBLIC_REPORTS,
      batchId,
      roundId: null,
      collectedAt: now,
      eraseAt: stagedUntil,
      posts: [
        {
          id,
          authorToken: null,
          editOf: null,
          textToken: vault.token('text', id, text),
          language: null,
          publishedAt: null,
        },
      ],
      block,
      // Who is at risk is heard whatever became of anything else.
      endsWithSuspension: false,
    },
    // Its job finds nothing that waits.
    scorePostsRequest(batchId, [id]),
    entryInsert({
      kind: 'report.referred',
      actor: ACTOR,
      at: now,
      subject: PUBLIC_REPORTS,
      body: { batch: batchId },
    }),
  );
  const assessed = assessBatch(
    vault,
    // Of a report no sign is counted, so nobody asks whether it offers anything.
    { score: () => assessment, corridor: () => ({ from: null, to: null }), offers: () => false },
    {
      batchId,
      sourceId: PUBLIC_REPORTS,
      postIds: [id],
      ...block,
      lengths: null,
      asked: [id],
      languages: [null],
    },
  );
  if (!assessed.isWhole) throw new Error(`expected the report that became post ${id} to be assessed`);
  const entry = entryInsert(scoredEntry(ACTOR, batchId, assessed, now));
  const of = { sourceId: PUBLIC_REPORTS, platform: PUBLIC_REPORTS_PLATFORM, isCompared: false };
  const counted = countedPosts(assessed, of, now);
  await moveToLanes(tx, { batchId, isWhole: true }, entry, assessed.assessments, counted);
  await keepTexts(tx, assessed.texts, keptFrom(now, policy, undefined));
  const opened = await openItems(tx, assessed.flagged, now, PUBLIC_REPORTS_PLATFORM);
  await wantCaptures(tx, [...opened.opened, ...opened.reopened], now, 'protected');
  await logOpened(tx, vault, ACTOR, opened, now, 'protected');
  tellErrored(logger, assessed);
}
