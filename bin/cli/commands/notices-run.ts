import type { Actor, NoticeFile } from '../../../queue/contracts/index.ts';
import { createNotices, type Notices } from '../../../queue/notices/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { commandLogger } from '../command-logger.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { noticePrinter, noticeRegister } from '../notice-parts.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { say, sayJson, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export function listNotices(options: SharedOptions): Promise<number> {
  return withNotices(options, async (notices, actor) => {
    const list = await notices.list(actor);
    if (options.json) sayList(list, options);
    else if (list.length === 0) say('no notice was drafted yet');
    else
      for (const one of list) {
        const outcome = one.lastOutcome === null ? '' : `, ${one.lastOutcome}`;
        const due = one.isToCorrect ? ', TELL THE PLATFORM THAT IT IS WITHDRAWN' : '';
        say(
          `${one.number}  ${one.kind}  ${one.state}${outcome}${due}  ${one.platform}, case ${one.caseNumber}, drafted ${one.draftedAt}`,
        );
      }
    return list.some(({ isToCorrect }) => isToCorrect) ? EXIT.findings : EXIT.done;
  });
}

export function showNotice(number: number, options: SharedOptions): Promise<number> {
  return withNotices(options, async (notices, actor) => {
    const { steps: _, ...view } = await notices.view(actor, number);
    sayJson(view, options.json ? 0 : 2);
    return EXIT.done;
  });
}

/** Writes a new file, never over one that is there. */
export function exportNotice(
  number: number,
  file: string,
  options: SharedOptions & { readonly as: NoticeFile },
): Promise<number> {
  const wanted = outputPlace(file, configFrom(options));
  return withNotices(options, async (notices, actor) => {
    const place = await writeNewFile(
      wanted,
      async () => (await notices.download(actor, number, options.as)).bytes,
    );
    say(`${place}: send it yourself, then write down on the page "Outbox" that you did`);
    return EXIT.done;
  });
}

function withNotices(
  options: SharedOptions,
  run: (notices: Notices, actor: Actor) => Promise<number>,
): Promise<number> {
  return withRecords(options, 'notices', async (records) => {
    const notices = createNotices({
      db: records.database.db,
      vault: records.vault,
      clock: SYSTEM_CLOCK,
      register: await noticeRegister(records),
      print: noticePrinter(records.config, commandLogger(records.config)),
    });
    return run(notices, await deskActor(records));
  });
}
