import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  type Actor,
  NoticeAnswer,
  NoticeConfirmation,
  NoticeDraft,
  NoticeEdit,
  NoticeFile,
  NoticeSending,
  TELLING_DAYS,
} from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import { requireMay } from '../review/access.ts';
import { readItem } from '../review/item-row.ts';
import { sealBeside } from '../review/seal-beside.ts';
import { AppError } from '../runtime/errors.ts';
import {
  addNoticeOutcome,
  insertNotice,
  listNotices,
  lockNotice,
  type NoticeRow,
  nameOfPerson,
  readNotice,
  type Schema,
  stateOfNotice,
  takeOutNotice,
  updateNotice,
} from '../storage/index.ts';
import { oweTellings } from '../storage/tellings.ts';
import { composeNotice, preparationOf } from './compose.ts';
import { correctionFile, noticeFile } from './files.ts';
import {
  edited,
  logStep,
  refused,
  requireBetween,
  requireContent,
  requireRegister,
  requireStanding,
} from './guards.ts';
import type { NoticeOptions, Notices } from './port.ts';
import { readFacts } from './read-facts.ts';
import { standingOf, stepsFor, summaryOfNotice, viewOf } from './read-notices.ts';
import type { NoticeStep } from './steps.ts';

/** The outbox of notices to platforms. */
export function createNotices(options: NoticeOptions): Notices {
  const { db, vault, clock, register, print, tellingDays = TELLING_DAYS } = options;
  /** Locks a notice, and takes a step of it that is open to the actor. */
  async function take<T>(
    actor: Actor,
    number: number,
    step: NoticeStep,
    apply: (tx: Kysely<Schema>, row: NoticeRow, now: Date) => Promise<T>,
  ): Promise<T> {
    requireMay(actor, 'notices.write');
    const now = new Date(clock.now());
    return db.transaction().execute(async (tx) => {
      const row = await lockNotice(tx, number);
      const standing = await standingOf(tx, row);
      if (!(await stepsFor(tx, row, standing, actor)).includes(step))
        throw new AppError(
          'item.conflict',
          `notice ${number}: expected one that you may ${step} now, found one that is ${standing.state}${
            row.drafted_by === actor.id ? ' and drafted by you' : ''
          }${standing.isOffer ? '' : ', about an item that is no offer any more'}`,
          { number, step },
        );
      return apply(tx, row, now);
    });
  }

  async function write(tx: Kysely<Schema>, actor: Actor, draft: NoticeDraft) {
    const facts = await readFacts(tx, vault, actor, draft);
    const composed = composeNotice(draft, facts, requireRegister(register));
    if ('faults' in composed) throw refused(composed.faults);
    const { content } = composed;
    const item = await readItem(tx, draft.itemId, false);
    const sealed = await sealBeside(tx, vault, item, JSON.stringify(content));
    return { content, sealed, sealed_for: item.post_id, digest: hash('sha256', sealed, 'buffer') };
  }

  return {
    register,

    async list(actor, caseNumber) {
      requireMay(actor, 'notices.read');
      const rows = await listNotices(db, caseNumber === undefined ? {} : { caseNumber });
      return rows.map(summaryOfNotice);
    },

    async view(actor, number) {
      requireMay(actor, 'notices.read');
      return db.transaction().execute(async (tx) => {
        const row = await readNotice(tx, number);
        const view = await viewOf(tx, vault, row, actor);
        if (view.content !== null)
          await logStep(tx, 'notice.read', actor, row, new Date(clock.now()), { purpose: 'notice' });
        return view;
      });
    },

    async prepare(actor, caseNumber, itemId) {
      requireMay(actor, 'notices.write');
      const known = requireRegister(register);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const facts = await readFacts(tx, vault, actor, { caseNumber, itemId });
        await appendEntry(tx, {
          kind: 'notice.prepared',
          actor: actor.id,
          at: now,
          subject: itemId,
          body: { case: caseNumber, purpose: 'notice' },
        });
        return preparationOf(itemId, facts, known);
      });
    },

    async draft(actor, input) {
      requireMay(actor, 'notices.write');
      const draft = NoticeDraft.parse(input);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const { content, sealed, sealed_for, digest } = await write(tx, actor, draft);
        const number = await insertNotice(tx, {
          case_number: draft.caseNumber,
          item_id: draft.itemId,
          kind: draft.kind,
          language: draft.language,
          platform: content.platform.name,
          ...{ sealed, sealed_for, digest, drafted_by: actor.id, drafted_at: now },
        });
        const row = { number, item_id: draft.itemId };
        await logStep(tx, 'notice.drafted', actor, row, now, { sha256: digest.toString('hex') });
        return number;
      });
    },

    edit: (actor, number, input) =>
      take(actor, number, 'edit', async (tx, row, now) => {
        const { digest: read, draft } = NoticeEdit.parse(input);
        if (Buffer.from(row.digest).toString('hex') !== read) throw edited(number);
        if (draft.itemId !== row.item_id || draft.caseNumber !== row.case_number)
          throw refused(['expected the item and the case that it was drafted for, found others']);
        const { content, sealed, sealed_for, digest } = await write(tx, actor, draft);
        await updateNotice(tx, number, {
          ...{ kind: draft.kind, language: draft.language, platform: content.platform.name },
          ...{ sealed, sealed_for, digest, drafted_by: actor.id, drafted_at: now },
          ...{ confirmed_by: null, confirmed_at: null, confirmed_digest: null },
        });
        await logStep(tx, 'notice.drafted', actor, row, now, { sha256: digest.toString('hex') });
      }),

    confirm: (actor, number, input) =>
      take(actor, number, 'confirm', async (tx, row, now) => {
        const { digest } = NoticeConfirmation.parse(input);
        if (Buffer.from(row.digest).toString('hex') !== digest) throw edited(number);
        if ((await nameOfPerson(tx, actor.id)) === undefined)
          throw new AppError(
            'request.forbidden',
            'Expected a person with an account of their own: no process states good faith.',
          );
        await requireStanding(tx, vault, actor, row);
        await updateNotice(tx, number, {
          confirmed_by: actor.id,
          confirmed_at: now,
          confirmed_digest: Buffer.from(row.digest),
        });
        await logStep(tx, 'notice.confirmed', actor, row, now, { sha256: digest });
      }),

    async download(actor, number, input) {
      const file = NoticeFile.parse(input);
      const read = await take(actor, number, 'export', async (tx, row, now) => ({
        content: await requireContent(tx, vault, row),
        confirmedAt: (row.confirmed_at ?? now).toISOString(),
        digest: Buffer.from(row.digest),
        now,
      }));
      // Printing may take a while, or fail: only what is there is said to have been taken out.
      const written = await noticeFile({ number, ...read }, file, read.now, print);
      await take(actor, number, 'export', async (tx, row, now) => {
        if (!read.digest.equals(row.digest)) throw edited(number);
        await requireStanding(tx, vault, actor, row);
        if (row.exported_at === null) await takeOutNotice(tx, row, { by: actor.id, at: now });
        const recipient = read.content.platform.name;
        await logStep(tx, 'notice.exported', actor, row, now, { file, purpose: 'notice', recipient });
      });
      return written;
    },

    send: (actor, number, input) =>
      take(actor, number, 'send', async (tx, row, now) => {
        const { way, at } = NoticeSending.parse(input);
        const sentAt = requireBetween(at, row.exported_at, now);
        await updateNotice(tx, number, { sent_by: actor.id, sent_at: sentAt, sent_way: way });
        const sent = { kind: row.kind, way, sentAt: sentAt.toISOString() };
        await logStep(tx, 'notice.sent', actor, row, now, sent);
        // It was withdrawn while nobody had said that it was out: the log says now that what was sent is withdrawn.
        if (row.withdrawn_at !== null)
          await logStep(tx, 'notice.withdrawn', actor, row, now, {
            from: 'sent',
            withdrawnAt: row.withdrawn_at.toISOString(),
          });
        const act = { act: row.kind, number, items: [row.item_id], actor: actor.id };
        await oweTellings(tx, { ...act, at: sentAt, now, dueDays: tellingDays });
      }),

    answer: (actor, number, input) =>
      take(actor, number, 'answer', async (tx, row, now) => {
        const { outcome, toldBy, at } = NoticeAnswer.parse(input);
        const toldAt = requireBetween(at, row.sent_at, now);
        await addNoticeOutcome(tx, {
          notice_number: number,
          outcome,
          told_by: toldBy,
          told_at: toldAt,
          recorded_by: actor.id,
          recorded_at: now,
        });
        await logStep(tx, 'notice.answered', actor, row, now, {
          outcome,
          toldBy,
          toldAt: toldAt.toISOString(),
        });
      }),

    withdraw: (actor, number) =>
      take(actor, number, 'withdraw', async (tx, row, now) => {
        await updateNotice(tx, number, { withdrawn_by: actor.id, withdrawn_at: now });
        await logStep(tx, 'notice.withdrawn', actor, row, now, { from: stateOfNotice(row) });
      }),

    async correction(actor, number) {
      requireMay(actor, 'notices.write');
      const { authority, platforms } = requireRegister(register);
      const row = await readNotice(db, number);
      return correctionFile(row, authority, platforms, new Date(clock.now()));
    },

    correct: (actor, number) =>
      take(actor, number, 'correct', async (tx, row, now) => {
        await updateNotice(tx, number, { corrected_by: actor.id, corrected_at: now });
        await logStep(tx, 'notice.corrected', actor, row, now, {});
      }),
  };
}
