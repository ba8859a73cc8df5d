import type { Actor, NoticeLanguage } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { createTellings, type TellingSummary, type Tellings } from '../../../queue/telling/index.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import { letterSender } from '../letter-sender.ts';
import { writeNewFile } from '../new-file.ts';
import { makeOutputFolder } from '../output-file.ts';
import { outputPlace, within } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { say, sayJson, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export function listTellings(options: SharedOptions): Promise<number> {
  return withTellings(options, async (tellings, actor) => {
    const list = await tellings.list(actor);
    if (options.json) sayList(list, options);
    else if (list.length === 0) say('nobody is to be told of anything yet');
    else for (const one of list) say(lineOf(one));
    return list.some(({ daysOverdue }) => daysOverdue > 0) ? EXIT.findings : EXIT.done;
  });
}

function lineOf(one: TellingSummary): string {
  const what = one.isReview ? 'review' : 'tell';
  const due = one.dueOn === null ? '' : `, ${what} by ${one.dueOn}`;
  const late = one.daysOverdue === 0 ? '' : `, OVERDUE BY ${one.daysOverdue} DAYS`;
  const waits = one.waiting === null ? '' : ', waits for a second person';
  const withdrawn = one.withdrawnAt === null ? '' : ', withdrawn';
  return `${one.number}  ${one.state}${due}${late}${waits}  ${one.act} ${one.actNumber} to ${one.to}${withdrawn}, case ${one.caseNumber}, ${one.aroseAt}`;
}

export function showTelling(number: number, options: SharedOptions): Promise<number> {
  return withTellings(options, async (tellings, actor) => {
    const { isInvolved: _, mayRecord: __, maySettle: ___, ...view } = await tellings.view(actor, number);
    sayJson(view, options.json ? 0 : 2);
    return EXIT.done;
  });
}

/** Writes new files, never over one that is there. */
export function draftLetters(
  number: number,
  folder: string,
  options: SharedOptions & { readonly language: NoticeLanguage },
): Promise<number> {
  const place = outputPlace(folder, configFrom(options));
  return withTellings(options, async (tellings, actor) => {
    const letters = await tellings.letters(actor, number, options.language);
    makeOutputFolder(place);
    for (const { name, text, posts } of letters) {
      const file = await writeNewFile(within(place, name), () => text);
      say(posts > 1 ? `${file} (names no post: for ${posts} copies whose addresses are not known)` : file);
    }
    say('check each, bring it to whoever posted, and write down on the page "Telling" that you did');
    return EXIT.done;
  });
}

function withTellings(
  options: SharedOptions,
  run: (tellings: Tellings, actor: Actor) => Promise<number>,
): Promise<number> {
  return withRecords(options, 'telling', async (records) => {
    const tellings = createTellings({
      db: records.database.db,
      vault: records.vault,
      clock: SYSTEM_CLOCK,
      policy: loadPolicy(records.config.configDir).telling,
      sender: letterSender(records),
    });
    return run(tellings, await deskActor(records));
  });
}
