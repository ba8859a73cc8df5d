/** Hosts that open Telegram's names. */
const HOSTS = ['t.me', 'telegram.me'];

/**
 * Tells links to a channel itself, to a hashtag in it, and to somebody by the name that stands there.
 * @param channel its public name, where it has one
 * @param host where its page was read, beside Telegram's own
 */
export function staysInChannel(channel: string | undefined, host?: string) {
  const hosts = new Set([...HOSTS, host]);
  return (url: URL, shown: string): boolean => {
    if (!hosts.has(url.host)) return false;
    const name = /^\/(?:s\/)?(\w+)/.exec(url.pathname)?.[1]?.toLowerCase();
    return name !== undefined && (name === channel?.toLowerCase() || shown.toLowerCase() === `@${name}`);
  };
}
