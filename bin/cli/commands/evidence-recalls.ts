import { may, Recipient } from '../../../queue/contracts/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { markRecalls, type Recall, readRecalls } from '../../../queue/storage/index.ts';
import { recallNotice } from '../../../workers/bundle/documents/letters.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import type { SharedOptions } from '../program.ts';
import { say, sayList, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface RecallOptions extends SharedOptions {
  readonly sent?: number;
  readonly acknowledged?: number;
  readonly draft?: number;
  /** Places of the items that the notice named; with `sent` and `acknowledged`. */
  readonly places?: readonly number[];
}

/** Lists what was called back, prints a draft notice, or writes down that a person sent one or that it was answered. */
export async function recalls(options: RecallOptions): Promise<number> {
  requireOneStep(options);
  return withRecords(options, 'evidence recalls', async (records) => {
    const { db } = records.database;
    const actor = await deskActor(records);
    if (!may(actor.roles, 'exports.request', 'installation'))
      throw new AppError('request.forbidden', 'Expected somebody whose role allows exports.request.');
    for (const [step, number] of [
      ['sent', options.sent],
      ['acknowledged', options.acknowledged],
    ] as const) {
      if (number === undefined) continue;
      const places = requirePlaces(step, options.places);
      await db
        .transaction()
        .execute((tx) => markRecalls(tx, step, { number, places, actor: actor.id, now: new Date() }));
      say(`recall of export ${number}, ${places.join(', ')}: ${step}`);
      return EXIT.done;
    }
    const all = await readRecalls(db, options.draft);
    if (options.draft !== undefined) printDrafts(options.draft, all);
    else if (options.json)
      sayList(
        all.map(({ itemId: _, ...one }) => one),
        options,
      );
    else for (const one of all) say(describe(one));
    return all.some(({ sentAt }) => sentAt === null) ? EXIT.findings : EXIT.done;
  });
}

/** `--places` names those of one notice, so two steps cannot share them. */
function requireOneStep({ sent, acknowledged, draft }: RecallOptions): void {
  const given = Object.entries({ sent, acknowledged, draft }).flatMap(([step, number]) =>
    number === undefined ? [] : `--${step} ${number}`,
  );
  if (given.length > 1)
    throw new AppError(
      'usage.invalid',
      `expected one of --sent, --acknowledged and --draft, found ${given.join(' and ')}; nothing was written down: give each in a command of its own`,
    );
}

/** Something more may have been called back since the notice was drafted, and nobody was told of that. */
function requirePlaces(step: string, places: readonly number[] | undefined): readonly number[] {
  if (places !== undefined) return places;
  throw new AppError(
    'usage.invalid',
    `expected the items that the notice named, such as --places 1,3, with --${step}, found none; --draft says which it names`,
  );
}

function printDrafts(number: number, all: readonly Recall[]): void {
  const [first] = all;
  if (first === undefined)
    throw new AppError(
      'usage.invalid',
      `expected an export of which something was called back, found ${number}`,
    );
  const recalled = {
    number,
    caseNumber: first.caseNumber,
    recipient: Recipient.parse(JSON.parse(first.recipient)),
    places: all.map(({ place }) => place).sort((one, other) => one - other),
    raisedAt:
      all
        .map(({ raisedAt }) => raisedAt)
        .toSorted()
        .at(-1) ?? first.raisedAt,
  };
  for (const language of ['en', 'fr'] as const) say(recallNotice(recalled, language));
  // Beside the draft, not in it: standard output may go into the letter as it is.
  warn(`once you have sent it: evidence recalls --sent ${number} --places ${recalled.places.join(',')}`);
}

function describe(one: Recall): string {
  const { name } = Recipient.parse(JSON.parse(one.recipient));
  const state = one.acknowledgedAt ? 'acknowledged' : one.sentAt ? 'sent, not acknowledged' : 'NOT SENT';
  return `${one.caseNumber}/${one.export}/${one.place}  called back ${one.raisedAt}  ${name}: ${state}`;
}
