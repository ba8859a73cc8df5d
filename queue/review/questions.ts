import { type Kysely, sql } from 'kysely';
import { type Actor, Answer, may, QUESTIONS, Question, QuestionKind } from '../contracts/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { readAccounts } from '../storage/accounts.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSeenItem } from './access.ts';
import { mayAnswer } from './colleague.ts';
import { openPost } from './item-post.ts';
import type { ItemRow } from './item-row.ts';
import { openBeside } from './open-beside.ts';
import { MOST_QUESTIONS, type Questions, type ReadQuestion } from './question-port.ts';
import { type QuestionRow, readOpenQuestions, readQuestion } from './read-questions.ts';
import { requireStep } from './require-step.ts';
import { sealBeside } from './seal-beside.ts';
import { log } from './step.ts';

export function createQuestions(options: { db: Kysely<Schema>; vault: Vault; clock: Clock }): Questions {
  const { db, vault, clock } = options;

  return {
    async ask(actor, itemId, input) {
      const { kind, words } = Question.parse(input);
      await db.transaction().execute(async (tx) => {
        const row = await readSeenItem(tx, actor, itemId, true);
        const now = new Date(clock.now());
        const step = { tx, row, actor, now, to: requireStep(row, actor, 'ask', now) };
        await requireRoomToAsk(tx, row, actor);
        const team = await readAccounts(tx);
        if (!team.some((one) => one.state === 'active' && mayAnswer(one, row, team, now.getTime()))) {
          throw new AppError(
            'question.nobody',
            `expected a colleague who reads ${row.language} and is not needed to judge this post later, found none`,
            { id: itemId },
          );
        }
        const { id } = await tx
          .insertInto('vigie.item_questions')
          .values({
            item_id: itemId,
            kind,
            sealed_words: words === undefined ? null : await sealBeside(tx, vault, row, words),
            asked_by: actor.id,
            asked_at: now,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await log(step, 'item.question-asked', { question: id, kind });
      });
    },

    async waiting(actor) {
      if (!may(actor.roles, 'items.judge', 'review')) return [];
      const open = await readOpenQuestions(db);
      if (open.length === 0) return [];
      const team = await readAccounts(db);
      return open
        .filter(
          ({ question, item }) =>
            question.colleague === actor.id ||
            (question.colleague === null && mayAnswer(actor, item, team, clock.now())),
        )
        .map(({ question, item }) => summaryOf(question, item, actor));
    },

    read(actor, id) {
      return db.transaction().execute(async (tx) => {
        const { question, row } = await lockQuestion(tx, actor, id);
        const now = new Date(clock.now());
        // Read again, by who reads it already, it is no new step, and an entry as each reading is.
        if (question.colleague !== actor.id) {
          requireWaiting(question, row);
          const team = await readAccounts(tx);
          if (question.colleague !== null || !mayAnswer(actor, row, team, now.getTime())) throw taken(id);
          await tx
            .updateTable('vigie.item_questions')
            .set({ colleague: actor.id, read_at: now })
            .where('id', '=', id)
            .execute();
        }
        await log({ tx, row, actor, now }, 'item.question-read', { question: id, purpose: 'colleague' });
        return contentOf(tx, vault, { ...question, colleague: actor.id }, row, actor);
      });
    },

    async answer(actor, id, input) {
      const { answer, words } = Answer.parse(input);
      await db.transaction().execute(async (tx) => {
        const { question, row } = await lockQuestion(tx, actor, id);
        if (question.colleague !== actor.id || question.answer !== null) throw taken(id);
        requireAnswerOf(question, answer);
        const now = new Date(clock.now());
        await tx
          .updateTable('vigie.item_questions')
          .set({
            answer,
            sealed_answer: words === undefined ? null : await sealBeside(tx, vault, row, words),
            answered_at: now,
          })
          .where('id', '=', id)
          .execute();
        await log({ tx, row, actor, now }, 'item.question-answered', { question: id, answer });
      });
    },
  };
}

/** The item first, as every step locks it. To who may not see the item, its question does not exist. */
async function lockQuestion(
  tx: Kysely<Schema>,
  actor: Actor,
  id: number,
): Promise<{ question: QuestionRow; row: ItemRow }> {
  const found = await readQuestion(tx, id);
  if (found === undefined) throw noSuchQuestion(id);
  const row = await readSeenItem(tx, actor, found.item_id, true);
  const question = await readQuestion(tx, id);
  if (question === undefined) throw noSuchQuestion(id);
  return { question, row };
}

async function requireRoomToAsk(tx: Kysely<Schema>, row: ItemRow, actor: Actor): Promise<void> {
  const { rows } = await sql<{ asked: number }>`
    select count(*) as asked from vigie.item_questions where item_id = ${row.id} and asked_by = ${actor.id}
  `.execute(tx);
  if ((rows[0]?.asked ?? 0) < MOST_QUESTIONS) return;
  throw new AppError(
    'item.conflict',
    `expected at most ${MOST_QUESTIONS} questions on one post, found as many asked already`,
    { id: row.id },
  );
}

/** Whoever asked has the item still: a question on one that went on helps nobody, and would cost it a judge. */
function requireWaiting(question: QuestionRow, row: ItemRow): void {
  if (row.outcome !== null || row.claimed_by !== question.asked_by) throw taken(question.id);
}

function requireAnswerOf({ kind }: QuestionRow, answer: Answer['answer']): void {
  const allowed: readonly string[] = QUESTIONS[QuestionKind.parse(kind)];
  if (allowed.includes(answer)) return;
  throw new AppError(
    'input.invalid',
    `expected one of ${allowed.join(', ')} as the answer to this question, found ${answer}`,
    { path: 'answer' },
  );
}

async function contentOf(
  tx: Kysely<Schema>,
  vault: Vault,
  question: QuestionRow,
  row: ItemRow,
  actor: Actor,
): Promise<ReadQuestion> {
  const post = await openPost(tx, vault, row);
  return {
    ...summaryOf(question, row, actor),
    words: await openBeside(tx, vault, row, question.sealed_words),
    itemId: row.id,
    text: post?.sealed.text ?? '',
  };
}

function summaryOf(question: QuestionRow, item: Pick<ItemRow, 'language'>, actor: Actor) {
  return {
    id: question.id,
    kind: QuestionKind.parse(question.kind),
    language: item.language,
    askedAt: question.asked_at.toISOString(),
    isMine: question.colleague === actor.id,
  };
}

function taken(id: number): AppError {
  return new AppError(
    'item.conflict',
    `expected question ${id} to wait for you, found it answered, with somebody else, or of a post that went on`,
    { id },
  );
}

function noSuchQuestion(id: number): AppError {
  return new AppError('item.not-found', `expected a question that waits here, found none with id ${id}`, {
    id,
  });
}
