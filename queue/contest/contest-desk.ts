import type { Kysely } from 'kysely';
import { type Actor, CONTEST_DAYS, ContestContent, ContestRuling, may } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { jsonOf } from '../runtime/json-of.ts';
import {
  type ContestRow,
  closeContest,
  disposeErased,
  eraseItem,
  hasTakenPart,
  holdOf,
  readContest,
  readOpenContests,
  recallItem,
  recordErasure,
  rulesOfItem,
  type Schema,
  startContest,
  wholeVerdict,
} from '../storage/index.ts';
import type { Vault } from '../vault/index.ts';
import type { ContestDesk, ContestSummary, OpenedContest } from './port.ts';

export interface ContestDeskOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
}

const LIST_LIMIT = 200;
const DAY_MS = 86_400_000;

/** The desk on which contests are decided. */
export function createContestDesk({ db, vault, clock }: ContestDeskOptions): ContestDesk {
  async function summaryOf(tx: Kysely<Schema>, row: ContestRow, actor: Actor): Promise<ContestSummary> {
    const due = new Date(Date.parse(row.receivedOn) + CONTEST_DAYS * DAY_MS);
    return {
      id: row.id,
      state: row.state,
      receivedOn: row.receivedOn,
      dueOn: due.toISOString().slice(0, 10),
      isOverdue: clock.now() > due.getTime() + DAY_MS,
      itemId: row.itemId,
      isOpenToActor: row.itemId === null || !(await hasTakenPart(tx, row.itemId, actor.id)),
    };
  }

  return {
    async openContests(actor) {
      const summaries: ContestSummary[] = [];
      for (const row of await readOpenContests(db, subjectsOf(actor), LIST_LIMIT))
        summaries.push(await summaryOf(db, row, actor));
      return summaries;
    },

    examine: (actor, id) =>
      db.transaction().execute(async (tx): Promise<OpenedContest> => {
        const row = await undecided(tx, id, actor);
        if (!row.examiners.includes(actor.id)) await startContest(tx, id, actor.id);
        // Read again, it is an entry again: it holds what somebody outside wrote.
        await appendEntry(tx, {
          kind: 'contest.examined',
          actor: actor.id,
          at: new Date(clock.now()),
          subject: id,
          body: { item: row.itemId, purpose: 'contest' },
        });
        return {
          ...(await summaryOf(tx, { ...row, state: 'examined' }, actor)),
          content: await openContent(vault, row.sealed),
        };
      }),

    async decideContest(actor, id, given) {
      const parsed = ContestRuling.safeParse(given);
      if (!parsed.success)
        throw new AppError('input.invalid', parsed.error.issues.map(({ message }) => message).join('; '));
      const ruling = parsed.data;
      await db.transaction().execute(async (tx) => {
        const row = await undecided(tx, id, actor);
        refuseUnfit(row, actor, ruling);
        await decide({ tx, vault, actor: actor.id, now: new Date(clock.now()) }, row, ruling);
      });
    },
  };
}

/** The lanes whose contests the actor decides. One about a post that nobody keeps (`none`) goes with those of review. */
function subjectsOf({ roles }: Actor): string[] {
  return [
    ...(may(roles, 'contests.decide', 'review') ? ['none', 'review'] : []),
    ...(may(roles, 'contests.decide', 'protect') ? ['protect'] : []),
  ];
}

/** A contest that does not open, or says something else than one does, can still be answered: it must not wait for ever. */
async function openContent(vault: Vault, sealed: Uint8Array | null): Promise<OpenedContest['content']> {
  let json: string;
  try {
    json = await vault.intake.open(sealed ?? new Uint8Array());
  } catch (error) {
    if (error instanceof AppError && error.code === 'vault.sealed') return null;
    throw error;
  }
  // Whoever can insert can insert anything.
  const { data } = ContestContent.safeParse(jsonOf(json));
  return data === undefined
    ? null
    : { address: data.address, statement: data.statement, language: data.language };
}

/** @throws AppError `item.not-found`, `item.conflict` */
async function undecided(tx: Kysely<Schema>, id: string, actor: Actor): Promise<ContestRow> {
  const row = /^[0-9a-f-]{36}$/.test(id) ? await readContest(tx, id) : undefined;
  if (row === undefined || !subjectsOf(actor).includes(row.lane ?? 'none'))
    throw new AppError('item.not-found', `expected a contest of this installation, found none with id ${id}`);
  if (row.isDecided) throw conflict(`expected a contest that waits, found one that was ${row.state}`);
  if (row.itemId !== null && (await hasTakenPart(tx, row.itemId, actor.id)))
    throw conflict(
      'expected somebody who had no part in judging this item, found one of its judges, or who answered a question about it',
    );
  return row;
}

function refuseUnfit(row: ContestRow, actor: Actor, { verdict }: ContestRuling): void {
  if (!row.examiners.includes(actor.id))
    throw conflict(
      'expected that whoever decides has read the contest, found somebody who has not; open it first',
    );
  if (verdict === 'upheld' && row.itemId === null)
    throw conflict(
      'expected an item to uphold the contest of, found none: no post of this address is kept, no notice about one was taken out, and nobody was to be told of one',
    );
}

interface Deciding {
  readonly tx: Kysely<Schema>;
  readonly vault: Vault;
  readonly actor: string;
  readonly now: Date;
}

/**
 * An offer that a contest was upheld against is one no more in any figure. The entry names the rules that flagged the post and
 * the release they are of: whoever has the log can count what they found wrongly although the assessment is erased.
 */
async function decide(
  { tx, vault, actor, now }: Deciding,
  row: ContestRow,
  ruling: ContestRuling,
): Promise<void> {
  const { verdict, reason, note } = ruling;
  const found = row.itemId === null ? undefined : await rulesOfItem(tx, row.itemId);
  const isUpheld = verdict === 'upheld' && row.itemId !== null;
  const { wrappedKey, sealed } = vault.seal(row.id, note);
  await closeContest(tx, row.id, { verdict, reason, noteKey: wrappedKey, noteSealed: sealed, now });
  const whole = await wholeVerdict(tx, row.id);
  await appendEntry(tx, {
    kind: 'contest.decided',
    actor,
    at: now,
    subject: row.id,
    body: {
      item: row.itemId,
      verdict,
      reason,
      // Of several items about one address: figures count the contest that somebody sent, once all of it is decided.
      ...(whole === undefined ? {} : { whole }),
      ...(isUpheld && found !== undefined
        ? { falsePositive: { release: found.release, lane: found.lane, rules: [...found.rules] } }
        : {}),
    },
  });
  if (!isUpheld || row.itemId === null) return;
  const gone = { itemId: row.itemId, actor, now };
  // First, since calling back locks the item and whoever erases locks posts before items.
  const texts = await eraseItem(tx, row.itemId);
  await refuseHeld(tx, row.itemId, now);
  await recallItem(tx, vault, gone);
  await disposeErased(tx, vault, gone);
  // Its retention may have erased it long before.
  if (texts.length === 0) return;
  await recordErasure(
    tx,
    {
      kind: 'posts.erased',
      actor,
      at: now,
      subject: 'contest',
      body: { texts: texts.length, unassessed: 0, items: [row.itemId] },
    },
    texts,
  );
}

/**
 * What two people keep by order is destroyed by no single one. Asked with the texts locked, as who approves a hold locks them, too:
 * either waits for the other.
 */
async function refuseHeld(tx: Kysely<Schema>, itemId: string, now: Date): Promise<void> {
  const hold = await holdOf(tx, itemId, now);
  if (hold === undefined) return;
  throw conflict(
    `expected an item that no legal hold keeps, found hold ${hold.holdId} until ${hold.endsAt.toISOString().slice(0, 10)}; ` +
      `have it lifted first (vigie legal-holds lift ${hold.holdId}), then uphold the contest`,
  );
}

function conflict(message: string): AppError {
  return new AppError('item.conflict', message);
}
