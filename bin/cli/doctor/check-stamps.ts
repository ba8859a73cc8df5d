import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import {
  countControlled,
  readNewestTokens,
  readStampBacklog,
  readStampers,
  type StampBacklog,
} from '../../../queue/storage/index.ts';
import { type Authority, readAuthorities, readStampRoots } from '../../../workers/timestamps/authorities.ts';
import { certificateEnds, endOf } from '../../../workers/timestamps/token.ts';
import { type Finding, fail, ok, warn } from './check.ts';
import type { Opened } from './opened-records.ts';

/** A certificate that ends sooner than this is told of: a new one has to be asked for and handed to whoever verifies. */
const NEAR_MS = 60 * 86_400_000;
/** An authority that is asked every hour at the latest has had its turn by then. */
const LATE_MS = 2 * 3_600_000;
const CHECK = 'time stamps';

/** Whether captures are stamped by two authorities, whose certificates go on holding, and what still waits. */
export async function checkStamps(config: Config, opened: Opened): Promise<Finding[]> {
  const authorities = await readAuthorities(config.configDir);
  const rooted = (await readStampRoots(config.configDir)).map(({ id }) => id);
  const records = await opened();
  return await stampFindings(records.database.db, { authorities, rooted }, SYSTEM_CLOCK.now());
}

/**
 * @param stampers.rooted whose roots are there: those that are asked, and those that were
 * @param now milliseconds since 1970
 */
export async function stampFindings(
  db: Parameters<typeof readStampBacklog>[0],
  { authorities, rooted }: { readonly authorities: readonly Authority[]; readonly rooted: readonly string[] },
  now: number,
): Promise<Finding[]> {
  const unrooted = (await readStampers(db)).filter((id) => !rooted.includes(id));
  if (authorities.length === 0)
    return [notConfigured(await countControlled(db)), ...unrooted.map(withoutRoots)];
  const configured = authorities.map(({ id }) => id);
  const tokens = (await readNewestTokens(db)).filter(({ authority }) => configured.includes(authority));
  return [
    ok(CHECK, `by ${configured.join(', ')}`),
    describeBacklog(await readStampBacklog(db, configured), now),
    ...unrooted.map(withoutRoots),
    ...authorities.flatMap((authority) => rootFindings(authority, now)),
    ...tokens.flatMap(({ authority, token }) =>
      certificateEnds(token).flatMap(({ subject, end }) =>
        endFinding(`the certificate "${subject}" that ${authority} signs with`, end, now),
      ),
    ),
  ];
}

function notConfigured(captures: number): Finding {
  return warn(
    CHECK,
    `no authority is configured: by when ${captures} captures existed rests on the unit's word`,
    'copy config/timestamps.example.yml to timestamps.yml and name two authorities or more; what is there is stamped then',
  );
}

/** Its stamps are in the records, and a bundle could bring nothing that they are verified against. */
function withoutRoots(id: string): Finding {
  return fail(
    CHECK,
    `${id} has stamped what may be handed over, and its roots are not in timestamps.yml: no bundle of these is written`,
    'name it under "authorities", or under "former" where it is asked no more, with the roots that it had then',
  );
}

function describeBacklog({ waiting, since, refused }: StampBacklog, now: number): Finding {
  const given = refused === 0 ? '' : `; ${refused} stamps were refused for good`;
  if (since === null) return ok(CHECK, `no capture waits for a token${given}`);
  const text = `${waiting} captures wait for a token, the oldest since ${since}${given}`;
  return now - Date.parse(since) < LATE_MS
    ? ok(CHECK, text)
    : warn(
        CHECK,
        text,
        'vigie evidence custody names the reasons; the scheduler must run and reach the authorities',
      );
}

/** Of the root that ends last: those before it stay for what was stamped under them, and their ends are no fault. */
function rootFindings({ id, roots }: Authority, now: number): Finding[] {
  const [last] = roots.map(endOf).toSorted((one, other) => other.end.getTime() - one.end.getTime());
  return last === undefined ? [] : endFinding(`the root "${last.subject}" of ${id}`, last.end, now);
}

function endFinding(what: string, end: Date, now: number): Finding[] {
  const day = end.toISOString().slice(0, 10);
  const mend =
    'get the new certificates from the authority another way than by network, check them, and add the roots to its file; the old ' +
    'ones stay in it, since what was stamped under them is verified against them';
  if (end.getTime() <= now) return [fail(CHECK, `${what} ended on ${day}`, mend)];
  if (end.getTime() - now < NEAR_MS) return [warn(CHECK, `${what} ends on ${day}`, mend)];
  return [];
}
