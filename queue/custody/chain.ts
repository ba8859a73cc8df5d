import { hash, type KeyObject } from 'node:crypto';
import { verifyUnitSignature } from '../vault/index.ts';
import { type CustodyLink, eventBytes, eventIn } from './event.ts';

export interface ChainFault {
  readonly number: number;
  readonly reason: string;
}

/**
 * Checks the chain of one item from its first event to the last: no gap, each signed by the unit, each naming the hash of
 * the one before.
 * @param wanted.count how many events there must be; `null` where only the chain itself can tell, which does not see that the
 * last ones are missing
 * @returns every fault, by number
 */
export function checkChain(
  links: readonly CustodyLink[],
  wanted: { readonly itemId: string; readonly count: number | null; readonly key: KeyObject },
): ChainFault[] {
  const faults: ChainFault[] = [];
  const byNumber = new Map(links.map((link) => [link.number, link]));
  const last = Math.max(wanted.count ?? 0, ...byNumber.keys());
  for (let number = 1; number <= last; number += 1) {
    const fault = (reason: string) => faults.push({ number, reason });
    const link = byNumber.get(number);
    if (link === undefined) {
      fault(`expected event ${number} of ${last}, found none: the chain of custody has a gap`);
      continue;
    }
    if (wanted.count !== null && number > wanted.count)
      fault(`expected ${wanted.count} events, found event ${number}`);
    if (!verifyUnitSignature(wanted.key, link.event, link.signature))
      fault("expected the unit's signature to hold, found that it does not");
    for (const reason of contentFaults(link, wanted.itemId, byNumber.get(number - 1))) fault(reason);
  }
  return faults;
}

function contentFaults(link: CustodyLink, itemId: string, before: CustodyLink | undefined): string[] {
  const event = eventIn(link.event);
  if (event === null) return ['expected an event of custody, found something else'];
  const faults: string[] = [];
  if (!eventBytes(event).equals(link.event))
    faults.push('expected canonical JSON (RFC 8785), found another spelling');
  if (event.itemId !== itemId)
    faults.push(`expected an event of item ${itemId}, found one of ${event.itemId}`);
  if (event.number !== link.number)
    faults.push(`expected event ${link.number}, found number ${event.number}`);
  const previous = before === undefined ? null : hash('sha256', before.event, 'hex');
  const isFirst = link.number === 1;
  if (isFirst ? event.previous !== null : before !== undefined && event.previous !== previous)
    faults.push('expected the hash of the event before, found another: an event was replaced');
  return faults;
}
