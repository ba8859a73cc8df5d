import { hash, type KeyObject } from 'node:crypto';
import { verifyUnitSignature } from '../vault/index.ts';
import { type CustodyLink, eventBytes, eventIn } from './event.ts';

export interface ChainWanted {
  readonly itemId: string;
  /** How many events there must be; `null` where only the chain itself can tell, which does not see that the last ones are missing. */
  readonly count: number | null;
  /** The unit's. */
  readonly key: KeyObject;
}

export interface ChainFault {
  readonly number: number;
  readonly reason: string;
}

/**
 * Checks the chain of one item from its first event to the last: no gap, each signed by the unit, each naming the hash of
 * the one before. Numbers come from files that anybody may have written: what is missing between two of them is one fault.
 * @returns every fault, by number
 */
export function checkChain(links: readonly CustodyLink[], wanted: ChainWanted): ChainFault[] {
  const faults: ChainFault[] = [];
  const byNumber = new Map(links.map((link) => [link.number, link]));
  const numbers = [...byNumber.keys()].sort((one, other) => one - other);
  const last = Math.max(wanted.count ?? 0, numbers.at(-1) ?? 0);
  let next = 1;
  const tellGap = (end: number) => {
    if (next >= end) return;
    const missing = end - next === 1 ? `event ${next}` : `events ${next} to ${end - 1}`;
    const reason = `expected ${missing} of ${last}, found none: the chain of custody has a gap`;
    faults.push({ number: next, reason });
  };
  for (const number of numbers) {
    tellGap(number);
    next = number + 1;
    for (const reason of linkFaults(byNumber, number, wanted)) faults.push({ number, reason });
  }
  tellGap(last + 1);
  return faults;
}

function linkFaults(
  byNumber: ReadonlyMap<number, CustodyLink>,
  number: number,
  { itemId, count, key }: ChainWanted,
): string[] {
  const link = byNumber.get(number);
  if (link === undefined) return [];
  return [
    ...(count !== null && number > count ? [`expected ${count} events, found event ${number}`] : []),
    ...(verifyUnitSignature(key, link.event, link.signature)
      ? []
      : ["expected the unit's signature to hold, found that it does not"]),
    ...contentFaults(link, itemId, byNumber.get(number - 1)),
  ];
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
