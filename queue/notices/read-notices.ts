import type { Kysely } from 'kysely';
import { type Actor, NoticeContent } from '../contracts/index.ts';
import { readItem } from '../review/item-row.ts';
import { openBeside } from '../review/open-beside.ts';
import {
  hasTakenPart,
  type ListedNotice,
  type NoticeRow,
  readNoticeOutcomes,
  type Schema,
  stateOfNotice,
} from '../storage/index.ts';
import { isStandingOffer } from '../storage/items.ts';
import type { Vault } from '../vault/index.ts';
import type { NoticeSummary, NoticeView } from './port.ts';
import { type NoticeStanding, type NoticeStep, openNoticeSteps } from './steps.ts';

export function summaryOfNotice(row: ListedNotice): NoticeSummary {
  return {
    number: row.number,
    caseNumber: row.case_number,
    legalReference: row.legal_reference,
    kind: row.kind,
    language: row.language,
    platform: row.platform,
    state: stateOfNotice(row),
    draftedAt: row.drafted_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    lastOutcome: row.last_outcome,
    isToCorrect: row.withdrawn_at !== null && row.sent_at !== null && row.corrected_at === null,
    isRecalled: row.is_recalled,
  };
}

export async function viewOf(
  tx: Kysely<Schema>,
  vault: Vault,
  row: ListedNotice,
  actor: Actor,
): Promise<NoticeView> {
  const standing = await standingOf(tx, row);
  const outcomes = await readNoticeOutcomes(tx, row.number);
  const isShown = standing.isOffer && actor.roles.includes('exporter');
  return {
    ...summaryOfNotice(row),
    itemId: row.item_id,
    draftedByName: row.drafted_by_name,
    confirmedByName: row.confirmed_by_name,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    exportedAt: row.exported_at?.toISOString() ?? null,
    sentByName: row.sent_by_name,
    sentWay: row.sent_way,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    correctedAt: row.corrected_at?.toISOString() ?? null,
    outcomes: outcomes.map((one) => ({
      outcome: one.outcome,
      toldBy: one.told_by,
      at: one.told_at.toISOString(),
      recordedAt: one.recorded_at.toISOString(),
    })),
    steps: await stepsFor(tx, row, standing, actor),
    isMine: row.drafted_by === actor.id,
    content: isShown ? await openContent(tx, vault, row) : null,
    digest: Buffer.from(row.digest).toString('hex'),
  };
}

export async function standingOf(tx: Kysely<Schema>, row: NoticeRow): Promise<NoticeStanding> {
  const item = await readItem(tx, row.item_id, false);
  return {
    state: stateOfNotice(row),
    draftedBy: row.drafted_by,
    wasExported: row.exported_at !== null,
    wasSent: row.sent_at !== null,
    isCorrected: row.corrected_at !== null,
    isOffer: isStandingOffer(item),
  };
}

export async function stepsFor(
  tx: Kysely<Schema>,
  row: NoticeRow,
  standing: NoticeStanding,
  actor: Actor,
): Promise<NoticeStep[]> {
  return openNoticeSteps(standing, actor, await hasTakenPart(tx, row.item_id, actor.id));
}

/** What a notice says; `null` once the text of its item was erased, or that of the post which the item showed then. */
export async function openContent(
  tx: Kysely<Schema>,
  vault: Vault,
  row: NoticeRow,
): Promise<NoticeContent | null> {
  const item = await readItem(tx, row.item_id, false);
  const text = await openBeside(tx, vault, item, row.sealed, row.sealed_for);
  return text === null ? null : NoticeContent.parse(JSON.parse(text));
}
