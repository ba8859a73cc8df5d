import { randomUUID } from 'node:crypto';
import {
  addressForm,
  type ContestContent,
  MAX_PICTURES,
  MAX_PUBLIC_TEXT,
  publicAddress,
  type ReferralContent,
  type ReportContent,
  storableText,
} from '../../queue/contracts/index.ts';
import { recipientOf, sealTo } from '../../queue/vault/index.ts';
import type { PublicContext } from './context.ts';
import type { MessageKey } from './messages/index.ts';
import { arePictures, sealedPictures } from './pictures.ts';
import { newReceipt, type ReceiptKeys, receiptKeys } from './receipt.ts';
import type { Room } from './throttle.ts';

export const MAX_CONTACT = 500;

/** What somebody typed; `form` is the random number that the page carried. */
export interface Typed {
  readonly form: string;
  readonly address: string;
  readonly text: string;
  readonly contact: string;
  /** Files as they came; a report alone takes them. */
  readonly pictures: readonly Uint8Array[];
}

export interface FieldFault {
  readonly field: 'address' | 'text' | 'contact' | 'pictures' | 'message' | 'form';
  readonly key: MessageKey;
  readonly max?: number;
}

export type Taken =
  | { readonly kind: 'faults'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'twice' }
  /** Nothing was kept: there is no room for it now. */
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'receipt';
      readonly receipt: string;
      readonly isDistress: boolean;
      readonly isQueued: boolean;
    };

export const newForm = (): string => randomUUID();

/** Runs the slow hash; one at a time for the whole process. */
export type Queue = <T>(run: () => Promise<T>) => Promise<T>;

/** What all visitors share. */
export interface Shared {
  readonly slowly: Queue;
  readonly room: Room;
}

function commonFaults({ form, text, contact }: Omit<Typed, 'pictures'>): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(form))
    faults.push({ field: 'form', key: 'form.fault.form' });
  if (text.trim() === '' || text.length > MAX_PUBLIC_TEXT)
    faults.push({ field: 'text', key: 'form.fault.text', max: MAX_PUBLIC_TEXT });
  if (contact.length > MAX_CONTACT)
    faults.push({ field: 'contact', key: 'form.fault.contact', max: MAX_CONTACT });
  return faults;
}

/**
 * Takes a report. Without the address of a public page it is about persons alone: then it goes to protection where
 * somebody is at risk, and is not taken otherwise (REP-08).
 */
export async function takeReport(
  context: PublicContext,
  { slowly, room }: Shared,
  typed: Typed,
  language: string,
): Promise<Taken> {
  const faults = commonFaults(typed);
  const text = storableText(typed.text);
  const address = publicAddress(typed.address)?.href;
  // What is no address may still say where: "TikTok, @name", a telephone number. Protection has it with the text.
  const elsewhere = address === undefined ? storableText(typed.address).trim() : '';
  const told = elsewhere === '' ? text : `${text}\n${elsewhere}`;
  const referral = faults.length === 0 ? await referralOf(context, told) : null;
  if (address === undefined && referral === null)
    faults.push({ field: 'address', key: 'form.fault.address' });
  if (!arePictures(typed.pictures))
    faults.push({ field: 'pictures', key: 'form.fault.pictures', max: MAX_PICTURES });
  if (faults.length > 0) return { kind: 'faults', faults };
  const pictures = address === undefined ? null : await sealedPictures(context.keys.reports, typed.pictures);
  if (!room.pictures(bytesOf({ pictures })))
    return { kind: 'faults', faults: [{ field: 'pictures', key: 'form.fault.no-room' }] };
  const { receiptSalt } = await context.store.facts();
  const receipt = newReceipt();
  const keys = await slowly(() => receiptKeys(receipt, receiptSalt));
  const contact = storableText(typed.contact).trim();
  const sealed = {
    sealed:
      address === undefined ? null : await sealedReport(context, { version: 1, address, text, language }),
    sealedContact:
      contact === '' || address === undefined
        ? null
        : await sealTo(context.keys.contact, JSON.stringify({ version: 1, contact })),
    distress: referral,
  };
  if (!room.texts(bytesOf(sealed))) return { kind: 'busy' };
  const isNew = await context.store.addReport({
    id: typed.form,
    ...(await addressee(keys)),
    ...sealed,
    sealedPictures: pictures,
  });
  if (!isNew) return { kind: 'twice' };
  return { kind: 'receipt', receipt, isDistress: referral !== null, isQueued: address !== undefined };
}

/** Whoever decides a contest reads what it said at first; a message that nobody would read is refused. */
export const CONTEST_TAKES_NONE: readonly FieldFault[] = [{ field: 'message', key: 'receipt.fault.contest' }];

/** Adds a message to the report of a receipt. */
export async function addMessage(
  context: PublicContext,
  room: Room,
  keys: ReceiptKeys,
  { form, message, language }: { form: string; message: string; language: string },
): Promise<'taken' | 'twice' | 'busy' | readonly FieldFault[]> {
  const faults = commonFaults({ form, text: message, contact: '', address: '' });
  if (faults.length > 0)
    return faults.map((fault) => (fault.field === 'text' ? { ...fault, field: 'message' } : fault));
  const text = storableText(message);
  const sealed = {
    sealed: await sealedReport(context, { version: 1, address: '', text, language }),
    distress: await referralOf(context, text),
  };
  if (!room.texts(bytesOf(sealed))) return 'busy';
  const isNew = await context.store.addReport({
    id: form,
    ...(await addressee(keys)),
    ...sealed,
    sealedContact: null,
    sealedPictures: null,
  });
  return isNew ? 'taken' : 'twice';
}

/** Takes a contest. Whether a post of that address is kept is not looked up here, and cannot be. */
export async function takeContest(
  context: PublicContext,
  { slowly, room }: Shared,
  typed: Typed,
  language: string,
): Promise<Taken> {
  const faults = commonFaults(typed);
  if (addressForm(typed.address) === undefined)
    faults.push({ field: 'address', key: 'form.fault.contest-address' });
  if (faults.length > 0) return { kind: 'faults', faults };
  const { receiptSalt, intakeRecipient } = await context.store.facts();
  const receipt = newReceipt();
  const { hash } = await slowly(() => receiptKeys(receipt, receiptSalt));
  const content: ContestContent = {
    version: 1,
    address: typed.address.trim(),
    statement: storableText(typed.text),
    language,
  };
  const sealed = await sealTo(intakeRecipient, JSON.stringify(content));
  if (!room.texts(bytesOf({ sealed }))) return { kind: 'busy' };
  const isNew = await context.store.addContest({ id: typed.form, receiptHash: hash, sealed });
  return isNew ? { kind: 'receipt', receipt, isDistress: false, isQueued: true } : { kind: 'twice' };
}

/** Of what is put down, as it is sealed. */
function bytesOf(parts: Readonly<Record<string, Uint8Array | null>>): number {
  return Object.values(parts).reduce((sum, part) => sum + (part?.length ?? 0), 0);
}

async function addressee({ hash, identity }: ReceiptKeys) {
  return { receiptHash: hash, replyRecipient: await recipientOf(identity) };
}

function sealedReport({ keys }: PublicContext, content: ReportContent): Promise<Uint8Array> {
  return sealTo(keys.reports, JSON.stringify(content));
}

/** The copy for protection, sealed to the key of the processes; `null` where nobody is at risk. */
async function referralOf(context: PublicContext, text: string): Promise<Uint8Array | null> {
  const assessment = context.assess(text);
  if (assessment.lane !== 'protect') return null;
  const { intakeRecipient } = await context.store.facts();
  const content: ReferralContent = { version: 1, text, assessment: JSON.stringify(assessment) };
  return sealTo(intakeRecipient, JSON.stringify(content));
}
