// Who did what the log tells of: an account by its id (`account:…`), a user of the host who runs a command by the operating system's name
// for them, and what no person did by what did it.

/** Whoever has a shell on the host and changes accounts there: with the rights of an administrator, under no account. */
export const HOST_ACTOR = 'operator:cli';

/** The program's own parts, as entries of the log and rows of the records name them. */
export const PROCESS = {
  scheduler: 'scheduler',
  /** What takes in what the public sends. */
  intake: 'public',
  evaluation: 'evaluation',
  /** Makes the first link and people of a demonstration, and lets whoever guesses passwords wait. */
  accounts: 'vigie',
  /** Makes the first administrator, whom nobody could invite. */
  setup: 'setup',
  score: 'worker:score',
  collect: 'worker:collect',
  backfill: 'worker:backfill',
  capture: 'worker:capture',
  expire: 'worker:expire',
  alert: 'worker:alert',
  /** Watches how people judge. */
  watch: 'worker:watch',
  fairness: 'worker:fairness',
} as const;

const OS_USER = 'os:';

/** A user of the host's operating system who runs a command. */
export function osUserActor(name: string): string {
  return `${OS_USER}${name}`;
}

/** The user's name where an actor is one of the host; `undefined` of all others. */
export function osUserOf(actor: string): string | undefined {
  return actor.startsWith(OS_USER) ? actor.slice(OS_USER.length) : undefined;
}

/** Collecting, of one source. */
export function sourceActor(sourceId: string): string {
  return `source:${sourceId}`;
}

/** Taking in files of one source. */
export function importActor(sourceId: string): string {
  return `import:${sourceId}`;
}
