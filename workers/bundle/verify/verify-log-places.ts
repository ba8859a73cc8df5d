import { hash } from 'node:crypto';
import type { CustodyLink } from '../../../queue/custody/index.ts';
import { type CheckedProof, checkProof, type NoteVerifier } from '../../../queue/log/index.ts';
import { numbered, SHREDDING_PATH } from '../contents.ts';
import type { Checking } from './checking.ts';

/**
 * What the log says of its own shredding, proved under the bundle's checkpoint.
 * @returns the position before which entries may say nothing any more; 0 where the bundle does not tell
 */
export function verifyShredding(
  folder: Checking['folder'],
  log: NoteVerifier | null,
  checkpoint: string,
  fault: Checking['fault'],
): number {
  const text = folder.read(SHREDDING_PATH)?.toString('utf8');
  if (text === undefined || log === null) return 0;
  const proof = proofUnder(text, log, checkpoint);
  if (typeof proof !== 'string' && proof.entry?.kind === 'log.shredded') {
    const { before } = proof.entry.body;
    if (typeof before === 'number' && before <= proof.index) return before;
  }
  fault(
    SHREDDING_PATH,
    typeof proof === 'string' ? proof : 'expected the entry by which others were shredded, found another',
  );
  return 0;
}

/**
 * Checks that each event of an item is in the log. Of those whose entries were shredded when their time was over only the place
 * can be shown, one for each.
 */
export function verifyPlaces(
  checking: Checking,
  path: string,
  itemId: string,
  links: readonly CustodyLink[],
): void {
  let shredded = 0;
  for (const link of links) {
    const file = `${path}/custody/${numbered(link.number)}.tlog-proof`;
    const found = verifyPlace(checking, file, itemId, link);
    if (found === 'shredded') shredded += 1;
    else if (found !== null) checking.fault(file, found);
  }
  if (shredded > 0)
    checking.notice(
      `${path}: what the log said of ${shredded} of ${links.length} events was shredded when its time was over; their places ` +
        "in it are shown, and that they are the events of these places rests on the unit's signatures and the time stamps alone",
    );
}

/** @returns `null` where all is well, or what is not */
function verifyPlace(
  { folder, log, checkpoint, shreddedBefore, taken }: Checking,
  file: string,
  itemId: string,
  link: CustodyLink,
): string | null {
  const text = folder.read(file)?.toString('utf8');
  if (text === undefined) return 'expected a proof that the event is in the log, found none';
  if (log === null) return null;
  const proof = proofUnder(text, log, checkpoint);
  if (typeof proof === 'string') return proof;
  const { index, entry } = proof;
  if (entry === null) {
    if (index >= shreddedBefore)
      return 'expected that the proof gives the entry away, found that it does not, and no entry that says it was shredded';
    if (taken.has(index))
      return `expected a place of its own in the log, found ${index}, where another event stands`;
    taken.add(index);
    return 'shredded';
  }
  const { kind, subject, body } = entry;
  if (kind !== 'custody.recorded' || subject !== itemId || body.number !== link.number)
    return `expected the entry of event ${link.number} of item ${itemId}, found another`;
  if (body.sha256 !== hash('sha256', link.event, 'hex'))
    return 'expected the hash of the event in the log, found another: the event is not the one that was recorded';
  return null;
}

function proofUnder(text: string, log: NoteVerifier, checkpoint: string): CheckedProof | string {
  const proof = checkProof(text, log);
  if (typeof proof === 'string' || text.endsWith(`\n\n${checkpoint}`)) return proof;
  return 'expected a proof under the checkpoint of the bundle, found another';
}
