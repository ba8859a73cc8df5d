import canonicalize from 'canonicalize';
import { CustodyEvent } from '../contracts/index.ts';
import { AppError } from '../runtime/errors.ts';
import { jsonOf } from '../runtime/json-of.ts';

/** One event as it is kept. */
export interface CustodyLink {
  readonly number: number;
  readonly event: Uint8Array;
  readonly signature: Uint8Array;
}

/** The bytes of an event that are hashed, signed and stamped: RFC 8785. */
export function eventBytes(event: CustodyEvent): Buffer {
  return Buffer.from(canonicalize(CustodyEvent.parse(event)) ?? '');
}

/** What the bytes of an event say; `null` where they are no event, which is for whoever looks for faults. */
export function eventIn(bytes: Uint8Array): CustodyEvent | null {
  return CustodyEvent.safeParse(jsonOf(Buffer.from(bytes).toString('utf8'))).data ?? null;
}

/**
 * What a kept event says. It leaves the house as evidence: what is no event is refused, not passed on.
 * @throws AppError `evidence.altered`
 */
export function custodyEventOf({ number, event }: Pick<CustodyLink, 'number' | 'event'>): CustodyEvent {
  const found = eventIn(event);
  if (found !== null) return found;
  throw new AppError(
    'evidence.altered',
    `expected event ${number} of an item's chain of custody as it was recorded, found something else in the records; keep it ` +
      'for whoever looks into it: "vigie evidence custody" names the item',
    { number },
  );
}
