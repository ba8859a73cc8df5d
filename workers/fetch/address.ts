import ipaddr from 'ipaddr.js';

/** Ports that a URL stands for when it names none. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'ws:': 80,
  'wss:': 443,
};

/** Azure's host agent answers every virtual machine at this address, which no registry calls special. */
const CLOUD_AGENTS: readonly string[] = ['168.63.129.16'];

/**
 * What an address is: `public`, or the name of the range that makes it unusable (`private`, `linkLocal`, `loopback`...).
 * Mapped IPv4 (`::ffff:7f00:1`) is judged as IPv4. Of IPv6 only `2000::/3` is public: it is all that IANA has ever
 * assigned to global unicast, while ipaddr.js calls `::7f00:1` and every unassigned block unicast.
 */
export function classifyAddress(literal: string): string {
  if (!ipaddr.isValid(literal)) return 'invalid';
  const address = ipaddr.process(literal);
  const range = address.range();
  if (range !== 'unicast') return range;
  if (address instanceof ipaddr.IPv6 && ((address.parts[0] ?? 0) & 0xe000) !== 0x2000) return 'unassigned';
  return CLOUD_AGENTS.includes(address.toString()) ? 'cloudAgent' : 'public';
}

/**
 * Whether a socket may be opened to this address and port.
 * @param loopbackPorts the ports on loopback that this very process opened: those of the demo's web, and of tests.
 */
export function isDialable(literal: string, port: number, loopbackPorts: ReadonlySet<number>): boolean {
  const kind = classifyAddress(literal);
  return kind === 'public' || (kind === 'loopback' && loopbackPorts.has(port));
}

/** The port that a request to this address goes to, also when it is not written. */
export function portOf(url: { readonly protocol: string; readonly port: string }): number {
  return url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port);
}

/** The address inside a URL's host name when it is one, without the brackets of IPv6; else `undefined`. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

export function isLoopbackLiteral(hostname: string): boolean {
  const literal = literalAddress(hostname);
  return literal !== undefined && classifyAddress(literal) === 'loopback';
}

/** Whether two addresses are one, however they are written; what is none is none. */
export function isSameAddress(one: string, other: string): boolean {
  if (!ipaddr.isValid(one) || !ipaddr.isValid(other)) return false;
  return ipaddr.process(one).toNormalizedString() === ipaddr.process(other).toNormalizedString();
}

/** Whether two hosts are one: IPv6 stands in brackets in a URL, without them where it is dialled, and is written in many ways. */
export function isSameHost(one: string, other: string): boolean {
  const [first, second] = [literalAddress(one), literalAddress(other)];
  if (first === undefined || second === undefined) return one.toLowerCase() === other.toLowerCase();
  return isSameAddress(first, second);
}
