import type { buildConnector } from 'undici';
import { classifyAddress, isSameHost } from './address.ts';
import { connectWith, type Judge } from './guarded-connector.ts';
import { refused } from './source-faults.ts';

/** Kinds of networks that an operator can name for a place: what is not public is dialled only where that was said. */
export type NetworkKind = 'public' | 'private' | 'loopback';

/** The one place that may be dialled. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly network: NetworkKind;
}

const RANGES: Readonly<Record<NetworkKind, ReadonlySet<string>>> = {
  public: new Set(['public']),
  private: new Set(['private', 'uniqueLocal']),
  loopback: new Set(['loopback']),
};
const TIMEOUT_MS = 10_000;

/**
 * A connector that dials one host and port, in the kind of network that the operator named for it. Collectors never get it:
 * theirs refuses whatever is not public.
 * @param purpose what is dialled and where its network is named, for the message of a refusal
 */
export function connectToOnePlace(
  place: Place,
  purpose: { readonly what: string; readonly setting: string },
): buildConnector.connector {
  const judge: Judge = (host, address, port, reason) => {
    const kind = classifyAddress(address);
    if (isSameHost(host, place.host) && port === place.port && RANGES[place.network].has(kind))
      return undefined;
    return refused(
      `expected ${place.host}:${place.port} in the ${place.network} network for ${purpose.what}, found ${host}:${port} in the range "${kind}"; see ${purpose.setting}`,
      { reason, host },
    );
  };
  return connectWith(judge, { timeoutMs: TIMEOUT_MS });
}
