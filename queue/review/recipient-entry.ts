import type { Selectable } from 'kysely';
import { Recipient } from '../contracts/evidence-export.ts';
import { AppError } from '../runtime/errors.ts';
import type { ExportTable } from '../storage/schema-custody.ts';

/**
 * Refuses a recipient that may not be given this now.
 * @throws AppError `export.refused`
 */
export function refuseRecipient(recipient: Recipient, purpose: string, now: Date): void {
  const refuse = (expected: string, found: string) => {
    const message = `expected ${expected}, found ${found}; see config/recipients.yml`;
    throw new AppError('export.refused', message, { recipient: recipient.id });
  };
  if (!(recipient.purposes as readonly string[]).includes(purpose))
    refuse(`a recipient for the purpose ${purpose}`, `one for ${recipient.purposes.join(', ')}`);
  if (now.toISOString().slice(0, 10) >= recipient.expiresOn)
    refuse('a recipient whose entry counts today', `one that ended on ${recipient.expiresOn}`);
}

/**
 * Refuses what was asked for where the register gives its recipient nothing now: days or months may have passed, and somebody may have been
 * taken out since, given an earlier end, or other purposes. The entry of then stays for what it says on paper.
 * @throws AppError `export.refused`
 */
export function refuseEntry(
  register: readonly Recipient[],
  asked: Pick<Selectable<ExportTable>, 'recipient' | 'purpose'>,
  now: Date,
): void {
  const { id } = Recipient.parse(JSON.parse(asked.recipient));
  const entry = register.find((one) => one.id === id);
  if (entry === undefined) {
    const message = `expected a recipient that is in config/recipients.yml, found ${id}, which is not in it any more`;
    throw new AppError('export.refused', message, { recipient: id });
  }
  refuseRecipient(entry, asked.purpose, now);
}
