import ipaddr from 'ipaddr.js';

/**
 * What an address is: `public`, or the name of the range that makes it unusable (`private`, `linkLocal`, `loopback`...).
 * Mapped IPv4 (`::ffff:7f00:1`) is judged as IPv4. The deprecated IPv4-compatible block `::/96` is judged non-public
 * here, because ipaddr.js calls `::7f00:1` unicast.
 */
export function classifyAddress(literal: string): string {
  if (!ipaddr.isValid(literal)) return 'invalid';
  const address = ipaddr.process(literal);
  const range = address.range();
  if (range !== 'unicast') return range;
  if (address instanceof ipaddr.IPv6 && address.parts.slice(0, 6).every((part) => part === 0))
    return 'ipv4Compatible';
  return 'public';
}

/**
 * Whether a socket may be opened to this address.
 * @param allowLoopback true only for the demo and for tests, whose servers listen on loopback.
 */
export function isDialable(literal: string, allowLoopback: boolean): boolean {
  const kind = classifyAddress(literal);
  return kind === 'public' || (allowLoopback && kind === 'loopback');
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
