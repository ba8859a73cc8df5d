import { type Kysely, type Selectable, sql } from 'kysely';
import { QuestionKind } from '../contracts/question.ts';
import type { Schema } from '../storage/schema.ts';
import type { ItemQuestionTable } from '../storage/schema-review.ts';
import type { Vault } from '../vault/index.ts';
import { type ItemRow, readDeskItem } from './item-row.ts';
import { openBeside } from './open-beside.ts';
import type { OwnQuestion } from './question-port.ts';

export type QuestionRow = Selectable<ItemQuestionTable>;

const LIST_LIMIT = 200;

export function readQuestion(db: Kysely<Schema>, id: number): Promise<QuestionRow | undefined> {
  return db.selectFrom('vigie.item_questions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Questions that wait, on items that whoever asked has before them; longest waiting first. */
export async function readOpenQuestions(
  db: Kysely<Schema>,
): Promise<{ question: QuestionRow; item: ItemRow }[]> {
  const { rows } = await sql<QuestionRow>`
    select q.* from vigie.item_questions q join vigie.desk_items i on i.id = q.item_id
    where q.answered_at is null and i.outcome is null and i.lane = 'review' and i.claimed_by = q.asked_by
    order by q.asked_at, q.id limit ${sql.lit(LIST_LIMIT)}
  `.execute(db);
  const items = new Map<string, ItemRow>();
  for (const id of new Set(rows.map((row) => row.item_id))) items.set(id, await readDeskItem(db, id, false));
  return rows.flatMap((question) => {
    const item = items.get(question.item_id);
    return item === undefined ? [] : [{ question, item }];
  });
}

/** What the actor asked about an item, in order. Nobody else's: a question of the first reviewer would tell the second. */
export async function readOwnQuestions(
  db: Kysely<Schema>,
  vault: Vault,
  row: ItemRow,
  actor: string,
): Promise<OwnQuestion[]> {
  const asked = await db
    .selectFrom('vigie.item_questions')
    .selectAll()
    .where('item_id', '=', row.id)
    .where('asked_by', '=', actor)
    .orderBy('id')
    .execute();
  return Promise.all(
    asked.map(async (question) => ({
      id: question.id,
      kind: QuestionKind.parse(question.kind),
      words: await openBeside(db, vault, row, question.sealed_words),
      askedAt: question.asked_at.toISOString(),
      isRead: question.colleague !== null,
      answer:
        question.answer === null
          ? null
          : {
              answer: question.answer,
              words: await openBeside(db, vault, row, question.sealed_answer),
              at: question.answered_at?.toISOString() ?? '',
            },
    })),
  );
}
