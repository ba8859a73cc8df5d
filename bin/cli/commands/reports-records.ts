import { readFile } from 'node:fs/promises';
import { MAX_PUBLIC_TEXT } from '../../../queue/contracts/index.ts';
import { appendEntry } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import {
  answerReport,
  closeReport,
  type Database,
  holdReports,
  markRead,
  openDatabase,
  readReplyRecipient,
  readReport,
} from '../../../queue/storage/index.ts';
import { sealTo } from '../../../queue/vault/index.ts';
import { EXIT } from '../exit.ts';
import { writeNewFile } from '../new-file.ts';
import { operatorId } from '../operator.ts';
import { outputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { say } from '../terminal.ts';

/** Writes sealed reports to a new file that travels to the computer with the key; their receipts then say "read". */
export async function exportReports(
  file: string,
  options: SharedOptions & { readonly all?: boolean },
): Promise<number> {
  const place = outputPlace(file, configFrom(options));
  return withReports(options, async (db) => {
    const now = new Date(SYSTEM_CLOCK.now());
    const count = await db.transaction().execute(async (tx) => {
      const ids = await holdReports(tx, options.all !== true);
      const head = {
        vigie: 'reports',
        version: 1,
        madeOn: now.toISOString().slice(0, 10),
        reports: ids.length,
      };
      // Written before it is marked: what was not written is exported again. Never over an earlier one: its reports say "read", and
      // this file may be the only one that they are in. It stays where marking fails, which may have been done all the same.
      await writeNewFile(place, () => linesOf(tx, head, ids));
      await markRead(tx, ids);
      await appendEntry(tx, {
        kind: 'reports.exported',
        actor: operatorId(),
        at: now,
        subject: 'reports',
        body: { reports: ids.length },
      });
      return ids.length;
    });
    say(`${file}: ${count} sealed report(s)`);
  });
}

/** Line by line: what strangers sent may be more than memory, or one text, can hold. */
async function* linesOf(tx: Database['db'], head: object, ids: readonly string[]): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`;
  for (const id of ids) yield `${JSON.stringify(await readReport(tx, id))}\n`;
}

/** Seals an answer to the key that only the reporter's receipt makes. */
export async function answerOneReport(
  thread: string,
  file: string,
  options: SharedOptions & { readonly as: string },
): Promise<number> {
  const text = (await readText(file)).trim();
  if (text === '' || text.length > MAX_PUBLIC_TEXT)
    throw new AppError(
      'usage.invalid',
      `expected 1 to ${MAX_PUBLIC_TEXT} characters in ${file}, found ${text.length}`,
    );
  return withReports(options, async (db) => {
    const recipient = await readReplyRecipient(db, thread);
    if (recipient === undefined)
      throw new AppError(
        'item.not-found',
        `expected a thread of exported reports, found none with id "${thread}"`,
      );
    const answer = await sealTo(recipient, JSON.stringify({ version: 1, text }));
    const now = new Date(SYSTEM_CLOCK.now());
    await db.transaction().execute(async (tx) => {
      await answerReport(tx, thread, answer, now);
      await appendEntry(tx, {
        kind: 'report.answered',
        actor: operatorId(),
        at: now,
        subject: thread,
        body: { as: options.as },
      });
    });
    say('the receipt shows it now');
  });
}

/** Erases what was sealed of a thread, such as one about a private person without an offer. */
export async function closeOneReport(
  thread: string,
  options: SharedOptions & { readonly as: string },
): Promise<number> {
  return withReports(options, async (db) => {
    const closed = await db.transaction().execute(async (tx) => {
      const messages = await closeReport(tx, thread);
      if (messages === 0)
        throw new AppError(
          'item.not-found',
          `expected a thread of exported reports that is not closed, found none with id "${thread}"`,
        );
      await appendEntry(tx, {
        kind: 'report.closed',
        actor: operatorId(),
        at: new Date(SYSTEM_CLOCK.now()),
        subject: thread,
        body: { messages, as: options.as },
      });
      return messages;
    });
    say(`${closed} message(s) erased; the receipt says "closed"`);
  });
}

/** Runs a command on the reports, and closes their records behind it. */
async function withReports(
  options: SharedOptions,
  run: (db: Database['db']) => Promise<void>,
): Promise<number> {
  const database = await openForReports(options);
  try {
    await run(database.db);
    return EXIT.done;
  } finally {
    await database.close();
  }
}

function openForReports(options: SharedOptions): Promise<Database> {
  const config = configFrom(options);
  if (config.reportsDatabaseUrl !== undefined)
    return openDatabase({ kind: 'server', url: config.reportsDatabaseUrl, maxConnections: 2 });
  if (config.profile === 'embedded')
    return openDatabase({
      kind: 'embedded',
      directory: config.dataDir,
      command: 'reports',
      mayUseOwner: true,
      mustExist: true,
    });
  throw new AppError(
    'usage.invalid',
    'expected VIGIE_REPORTS_DATABASE_URL for reports, found none; they are kept from the role of VIGIE_DATABASE_URL',
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('usage.invalid', `expected a readable file at ${file}, but ${messageOf(error)}`);
  }
}
