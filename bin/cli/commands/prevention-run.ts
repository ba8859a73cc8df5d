import { hash } from 'node:crypto';
import { may } from '../../../queue/contracts/index.ts';
import { appendEntry } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { PREVENTION_SIGNING, type PreventionMessage } from '../../../workers/prevention/message.ts';
import { preventionFolder, readMessage, readMessages } from '../../../workers/prevention/read-messages.ts';
import { messageHtml, messageText, type PreventionFile } from '../../../workers/prevention/render.ts';
import { commandLogger } from '../command-logger.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { noticePrinter } from '../notice-parts.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { type SignOptions, signFile } from '../sign-file.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** What keeps messages from being used today, a line each. Ends with 1 where anything does. */
export async function checkPrevention(options: { readonly json?: boolean }): Promise<number> {
  const { configDir } = configFrom({});
  const messages = await readMessages(configDir, SYSTEM_CLOCK.now());
  const faults = messages.flatMap((one) => one.faults);
  if (options.json) {
    const usable = messages.filter((one) => one.faults.length === 0).map(({ message }) => message?.id);
    sayJson({ usable, faults });
  } else if (messages.length === 0) say(`no message in ${preventionFolder(configDir)}`);
  else
    for (const { file, message, faults: own } of messages)
      for (const line of own.length > 0
        ? own
        : [`${file}: "${message?.id}" may be used until ${message?.expiresOn}`])
        say(line);
  return faults.length === 0 ? EXIT.done : EXIT.findings;
}

/** Only a message without faults is signed, by somebody else than its author, with a key of the rights staff. */
export async function signPrevention(file: string, options: SignOptions): Promise<number> {
  const { expiresOn } = await signFile(file, options, {
    kind: PREVENTION_SIGNING,
    name: 'a prevention message',
    read: readMessage,
  });
  say(`${file}: signed by ${options.as}; may be used until ${expiresOn}`);
  return EXIT.done;
}

/** Writes a signed message into a new file. The entry comes first: what cannot be logged is not taken out. */
export async function exportPrevention(
  id: string,
  file: string,
  options: SharedOptions & { readonly as: PreventionFile },
): Promise<number> {
  const given = configFrom(options);
  const wanted = outputPlace(file, given);
  const message = await usable(given.configDir, id);
  return withRecords(options, 'prevention', async (records) => {
    const actor = await deskActor(records);
    if (!may(actor.roles, 'prevention.export', 'installation'))
      throw new AppError('request.forbidden', 'Expected somebody whose role allows prevention.export.');
    const print = noticePrinter(records.config, commandLogger(records.config));
    const bytes =
      options.as === 'txt'
        ? Buffer.from(messageText(message))
        : Buffer.from(options.as === 'html' ? messageHtml(message) : await print(messageHtml(message)));
    const place = await records.database.db.transaction().execute(async (tx) => {
      await appendEntry(tx, {
        kind: 'prevention.exported',
        actor: actor.id,
        at: new Date(SYSTEM_CLOCK.now()),
        subject: `prevention:${id}`,
        body: { message: id, file: options.as, sha256: hash('sha256', bytes, 'hex') },
      });
      // Within the transaction: where no file can be written, nothing was taken out.
      return writeNewFile(wanted, () => bytes);
    });
    say(`${place}: show it yourself, as it is, where the message says`);
    return EXIT.done;
  });
}

async function usable(configDir: string, id: string): Promise<PreventionMessage> {
  const messages = await readMessages(configDir, SYSTEM_CLOCK.now());
  const found = messages.find(({ message }) => message?.id === id);
  if (found?.message === undefined) {
    const ids = messages.flatMap(({ message }) => message?.id ?? []);
    throw new AppError(
      'usage.invalid',
      `expected a message of ${preventionFolder(configDir)} (${ids.join(', ') || 'there is none without faults'}), found "${id}"; "vigie prevention check" says what the others lack`,
    );
  }
  if (found.faults.length > 0) throw new AppError('config.rights', found.faults.join('\n'));
  return found.message;
}
