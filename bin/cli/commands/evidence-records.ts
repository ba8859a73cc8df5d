import type { ExportForm, ExportPurpose } from '../../../queue/contracts/index.ts';
import type { ExportSummary, Exports } from '../../../queue/review/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import {
  type ArchiveSignature,
  checkCustody,
  itemsInCustody,
  readCustody,
  readProofs,
  readSignatures,
  readTimestamps,
  type TimeProof,
} from '../../../queue/storage/index.ts';
import { readRecipients } from '../../../workers/bundle/recipients.ts';
import { deskActor } from '../desk-actor.ts';
import { EXIT } from '../exit.ts';
import { exportsOn } from '../exports-on.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import type { Records } from '../records.ts';
import { say, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface RequestOptions extends SharedOptions {
  /** Evidence where nothing else is said. */
  readonly form?: ExportForm;
  readonly recipient: string;
  readonly purpose: ExportPurpose;
  readonly reason: string;
}

export async function requestExport(caseNumber: number, options: RequestOptions): Promise<number> {
  const { recipient: id, purpose, reason, form = 'bundle' } = options;
  const register = await readRecipients(configFrom(options).configDir);
  const recipient = register.find((one) => one.id === id);
  if (recipient === undefined)
    throw new AppError(
      'usage.invalid',
      `expected one of the recipients of config/recipients.yml (${register.map((one) => one.id).join(', ') || 'there is none'}), found ${id}`,
    );
  return withExports(options, async (records, exports) => {
    const request = { caseNumber, recipient: id, purpose, reason, form };
    const number = await exports.request(await deskActor(records), request, recipient);
    const what = form === 'bundle' ? '' : ' of places alone';
    say(`export ${number}${what} asked for; nothing leaves until somebody else approves it`);
  });
}

export function settleExport(
  number: number,
  word: 'approve' | 'refuse',
  options: SharedOptions & { readonly form?: ExportForm },
): Promise<number> {
  const next =
    options.form === 'indicators'
      ? '"vigie share stix" writes the file'
      : `"vigie evidence export ${number} FOLDER" writes its bundle`;
  return withExports(options, async (records, exports) => {
    await exports.settle(await deskActor(records), number, word);
    say(word === 'approve' ? `export ${number} is approved; ${next}` : `export ${number} is refused`);
  });
}

export function listExports(caseNumber: number, options: SharedOptions): Promise<number> {
  return withExports(options, async (records, exports) => {
    const list = await exports.list(await deskActor(records), caseNumber);
    if (options.json) sayList(list, options);
    else for (const one of list) say(describe(one));
  });
}

export function printUnitKey(options: SharedOptions): Promise<number> {
  return withRecords(options, 'evidence', async ({ vault }) => {
    process.stdout.write(vault.unit.publicPem);
    return EXIT.done;
  });
}

/** Chains and stamps of one item, or of all: exit 4 with every fault. That nobody has a chain of an item is no clean bill. */
export function checkCustodyOf(itemId: string | undefined, options: SharedOptions): Promise<number> {
  return withRecords(options, 'evidence', async ({ database: { db }, vault }) => {
    const all = await itemsInCustody(db);
    if (itemId !== undefined && !all.includes(itemId) && (await readCustody(db, itemId)).length === 0)
      throw new AppError(
        'item.not-found',
        `expected an item that has a chain of custody, found none with id ${itemId}; without one, all are checked`,
      );
    const items = itemId === undefined ? all : [itemId];
    const report = [];
    for (const item of items) {
      const stamps = (await readTimestamps(db, item)).map(({ token: _, ...stamp }) => stamp);
      report.push({
        item,
        events: (await readCustody(db, item)).length,
        faults: await checkCustody(db, vault, item),
        stamps,
        proofs: (await readProofs(db, item)).map(({ proof: _, ...proof }) => describeProof(proof)),
        archives: (await readSignatures(db, item)).map(describeSignature),
      });
    }
    if (options.json) sayList(report, options);
    else {
      for (const { item, events, faults, stamps, proofs, archives } of report) {
        say(`${item}  ${events} events, ${faults.length === 0 ? 'no gap' : `${faults.length} faults`}`);
        for (const { number, reason } of faults) say(`  event ${number}: ${reason}`);
        for (const { authority, number, state, genTime, reason } of stamps)
          say(
            `  event ${number}, ${authority}: ${state}${genTime ? ` ${genTime}` : ''}${reason ? `: ${reason}` : ''}`,
          );
        for (const { calendar, number, says, reason } of proofs)
          say(`  event ${number}, ${calendar} (OpenTimestamps): ${says}${reason ? `: ${reason}` : ''}`);
        for (const { state, domain, genTime, reason } of archives)
          say(`  archive: ${state}${domain ? ` by ${domain} ${genTime}` : ''}${reason ? `: ${reason}` : ''}`);
      }
    }
    return report.some(({ faults }) => faults.length > 0) ? EXIT.data : EXIT.done;
  });
}

/** A promise, and a block that nobody checked, are never told as a time. */
function describeProof({ number, calendar, state, reason, height, block }: Omit<TimeProof, 'proof'>) {
  const says = {
    unsent: 'no calendar has taken it yet',
    pending: 'pending, a promise that shows nothing about time',
    attested: `names block ${height}, not checked against its header`,
    confirmed: `confirmed by block ${height} of ${block?.time.toISOString()}`,
  }[state];
  return {
    number,
    calendar,
    state,
    says,
    reason,
    height,
    block: block?.hash ?? null,
    time: block?.time ?? null,
  };
}

function describeSignature({ captureId, state, reason, signedData, authority, genTime }: ArchiveSignature) {
  return { capture: captureId, state, reason, domain: signedData?.domain ?? null, authority, genTime };
}

function describe(one: ExportSummary): string {
  const asked = `asked by ${one.requestedByName ?? 'an account that is gone'} on ${one.requestedAt}`;
  const settled =
    one.settledAt === null
      ? ''
      : `, settled by ${one.settledByName ?? 'an account that is gone'} on ${one.settledAt}`;
  const recalled = one.recalled === 0 ? '' : `, ${one.recalled} called back`;
  return `${one.number}  ${one.state}  ${one.form === 'bundle' ? '' : 'places of '}${one.itemCount} items to ${one.recipientName} for ${one.purpose}, ${asked}${settled}${recalled}`;
}

function withExports(
  options: SharedOptions & { readonly form?: ExportForm },
  run: (records: Records, exports: Exports) => Promise<void>,
): Promise<number> {
  const command = options.form === 'indicators' ? 'share' : 'evidence';
  return withRecords(options, command, async (records) => {
    await run(records, exportsOn(records));
    return EXIT.done;
  });
}
