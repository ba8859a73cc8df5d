import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { type ListedLetter, listLetters } from '../../../queue/storage/index.ts';
import { type Replayed, replayLetter } from '../../../queue/transport/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import { numberOf, type SharedOptions } from '../program.ts';
import { say, sayList, visible } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Lists what was given up. Exit code 1 where there is any. */
export async function listDead(options: SharedOptions): Promise<number> {
  return withRecords(options, 'dead list', async ({ database: { db } }) => {
    const letters = await listLetters(db);
    if (options.json) sayList(letters, options);
    else if (letters.length === 0) say('nothing was given up');
    else for (const letter of letters) say(visible(describe(letter)));
    return letters.length > 0 ? EXIT.findings : EXIT.done;
  });
}

function describe({ id, diedAt, job, jobId, reason, message, sourceId, postIds }: ListedLetter): string {
  const posts = postIds.length > 1 ? `${postIds.length} posts` : `post ${postIds[0]}`;
  const about = postIds.length === 0 ? jobId : `${posts} of ${sourceId ?? 'a source that is gone'}`;
  return `${id}  ${diedAt.toISOString()}  ${job}  ${reason}  ${about}  ${message}`;
}

interface ReplayOptions extends SharedOptions {
  readonly all?: boolean;
}

/** Puts the work of some dead letters back, or of all. Exit code 1 where one of them stays. */
export async function replayDead(
  given: readonly string[],
  { all = false, ...options }: ReplayOptions,
): Promise<number> {
  if (all === given.length > 0)
    throw new AppError(
      'usage.invalid',
      `expected numbers of dead letters or --all, found ${all ? 'both' : 'neither'}; "vigie dead list" names them`,
    );
  const asked = [...new Set(given.map(numberOf))];
  return withRecords(options, 'dead replay', async ({ database: { db } }) => {
    const act = { actor: operatorId(), now: new Date(SYSTEM_CLOCK.now()) };
    const known = (await listLetters(db)).map(({ id }) => id);
    // Before anything is done: a mistyped number is no half of a command.
    const unknown = asked.find((id) => !known.includes(id));
    if (unknown !== undefined)
      throw new AppError(
        'item.not-found',
        `expected a dead letter, found none with the number ${unknown}; "vigie dead list" names them`,
      );
    const done: Replayed[] = [];
    for (const id of all ? known : asked) {
      const one = await replayLetter(db, id, act);
      // Gone meanwhile: another letter of the same post brought it back, or another person did.
      if (one === undefined) continue;
      done.push(one);
      if (!options.json) say(`${id}: ${one.stays === null ? 'put back' : `stays; ${one.stays}`}`);
    }
    if (options.json) sayList(done, options);
    else if (done.length === 0) say('nothing was given up');
    return done.some(({ stays }) => stays !== null) ? EXIT.findings : EXIT.done;
  });
}
