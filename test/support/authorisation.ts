import { stringify } from 'yaml';

type Authorised = Readonly<Record<string, unknown>>;

/** Days from today, UTC, as source files write them. */
export function dayFromNow(days: number, nowMs = Date.now()): string {
  return new Date(nowMs + days * 86_400_000).toISOString().slice(0, 10);
}

/** A record in force around `nowMs`, without scope: what a source of kind `import` carries. */
export function importAuthorisation(changes: Authorised = {}, nowMs = Date.now()): Authorised {
  return {
    legalBasis: 'a test',
    controller: 'the test',
    purpose: 'demonstration',
    necessity: 'every post is invented, nobody is watched',
    requester: 'ana',
    approver: 'ben',
    startsOn: dayFromNow(-30, nowMs),
    expiresOn: dayFromNow(365, nowMs),
    reviewBy: dayFromNow(100, nowMs),
    retention: { unflaggedHours: 24, flaggedDays: 90 },
    ...changes,
  };
}

/** The same for a source that is collected, with the whole host of the address as its scope. */
export function authorisationOf(address: string, changes: Authorised = {}, nowMs = Date.now()): Authorised {
  return importAuthorisation(
    { scope: [{ host: new URL(address).host, paths: ['/'] }], pauseSeconds: 2, ...changes },
    nowMs,
  );
}

/** As the end of a source file. */
export function asYaml(authorisation: Authorised): string {
  return stringify({ authorisation });
}
