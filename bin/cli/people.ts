import { createAccounts, LINK_MINUTES, seedDemoPeople } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';
import { say } from './terminal.ts';

/** The demonstration's people read every language that the rules do. */
export function openDemoDesks({ database, vault }: Records, rules: RuleSet): Promise<void> {
  return seedDemoPeople({ db: database.db, vault, clock: SYSTEM_CLOCK }, rules.compiled.languages);
}

/** While nobody can sign in, each start prints a new link that makes the first administrator. */
export async function printSetupLink({ database, vault }: Records, url: string): Promise<void> {
  const accounts = createAccounts({ db: database.db, vault, clock: SYSTEM_CLOCK });
  if (await accounts.exist()) return;
  const { token } = await accounts.makeSetupLink();
  say(`Nobody can sign in yet. Within ${LINK_MINUTES} minutes, open this once to become the administrator:`);
  say(joinAddress(url, token));
}

/**
 * Where people reach the dashboard, from what somebody typed. Passkeys, the session's cookie and the link itself need TLS,
 * but on this host.
 * @throws AppError `usage.invalid`
 */
export function dashboardAddress(url: string): string {
  if (URL.canParse(url)) {
    const { protocol, hostname, origin } = new URL(url);
    if (protocol === 'https:' || (protocol === 'http:' && THIS_HOST.has(hostname))) return origin;
  }
  throw new AppError(
    'usage.invalid',
    `expected --url as an address such as https://vigie.example (http: on localhost only), found "${url}"`,
  );
}

const THIS_HOST: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Where a one-time link leads. By name, not by number: passkeys are bound to a name. The token stands in the fragment,
 * which no server and no log gets to see.
 */
export function joinAddress(url: string, token: string): string {
  const address = new URL('/join', url);
  if (address.hostname === '127.0.0.1' || address.hostname === '[::1]') address.hostname = 'localhost';
  return `${address.href}#${token}`;
}
