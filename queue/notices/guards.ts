import type { Kysely } from 'kysely';
import type { Actor, EntryKind, NoticeContent, NoticeRegister } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import type { NoticeRow, Schema } from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import { factFaults } from './compose.ts';
import { readFacts } from './read-facts.ts';
import { openContent } from './read-notices.ts';

/** A moment that somebody says, to the minute: not before what it follows, and not in the future. */
export function requireBetween(said: string, earliest: Date | null, now: Date): Date {
  const at = new Date(said);
  const from = earliest === null ? 0 : Math.floor(earliest.getTime() / 60_000) * 60_000;
  if (at.getTime() >= from && at <= now) return at;
  throw new AppError(
    'input.invalid',
    `expected a time from ${new Date(from).toISOString()} to ${now.toISOString()}, found ${at.toISOString()}`,
    { path: 'at' },
  );
}

export function requireRegister(register: NoticeRegister | null): NoticeRegister {
  if (register !== null) return register;
  throw refused(['expected config/notices.yml, which says who writes to which platforms, found none']);
}

export function refused(faults: readonly string[]): AppError {
  return new AppError('notice.refused', faults.join('\n'), { faults });
}

/** That a text is another one than somebody has read. */
export function edited(number: number): AppError {
  return new AppError(
    'item.conflict',
    `notice ${number}: expected the text as it is now, found that it was edited since you read it; read it again`,
    { number },
  );
}

/** The entry of a step of a notice. */
export async function logStep(
  tx: Kysely<Schema>,
  kind: EntryKind,
  actor: Actor,
  { number, item_id: item }: Pick<NoticeRow, 'number' | 'item_id'>,
  now: Date,
  body: Record<string, string>,
): Promise<void> {
  await appendEntry(tx, {
    kind,
    actor: actor.id,
    at: now,
    subject: `notice:${number}`,
    body: { notice: number, item, ...body },
  });
}

/**
 * What the notice says.
 * @throws AppError `item.conflict` where it was erased with the post that it was written about
 */
export async function requireContent(
  tx: Kysely<Schema>,
  vault: Vault,
  row: NoticeRow,
): Promise<NoticeContent> {
  const content = await openContent(tx, vault, row);
  if (content !== null) return content;
  throw new AppError(
    'item.conflict',
    `notice ${row.number}: expected what it says, found that it was erased with the post that it was written about; write it anew`,
    { number: row.number },
  );
}

/**
 * What could be told of when it was drafted may not stand any more: asked again at each step that lets it go on.
 * @throws AppError `notice.refused`; `item.conflict` as `requireContent` does
 */
export async function requireStanding(
  tx: Kysely<Schema>,
  vault: Vault,
  actor: Actor,
  row: NoticeRow,
): Promise<void> {
  await requireContent(tx, vault, row);
  const which = { caseNumber: row.case_number, itemId: row.item_id };
  const faults = factFaults(await readFacts(tx, vault, actor, which));
  if (faults.length > 0) throw refused(faults);
}
