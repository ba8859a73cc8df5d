import { type Kysely, sql } from 'kysely';
import { osUserOf } from '../contracts/actor.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

/** What stands for a user without a name, as in a container that does not have the host's list of users. */
const NAMELESS = /^uid-\d+$/;
/** A first of two words counts this long, in milliseconds: two people must agree about the same state of things. */
export const WORD_COUNTS_MS = 24 * 3_600_000;

/** What somebody's word is, where two persons have to say the same. */
export interface Word {
  readonly person: string;
  /** Whose word it follows; `null`: it is the first one. */
  readonly first: string | null;
  /** It is the word of the very person who gave the first one. */
  readonly isRepeated: boolean;
}

/**
 * The person behind an actor: the account that says it belongs to this user of the operating system. An actor that is no
 * such user, or one that no account names, stays what it is.
 */
export async function personOf(db: Kysely<Schema>, actor: string): Promise<string> {
  const user = osUserOf(actor);
  if (user === undefined) return actor;
  const account = await db
    .selectFrom('vigie.accounts')
    .select('id')
    .where('os_user', '=', user)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return account?.id ?? actor;
}

/** The name of an account that somebody has joined; `undefined` for whatever else acts, such as a process. */
export async function nameOfPerson(db: Kysely<Schema>, id: string): Promise<string | undefined> {
  const account = await db
    .selectFrom('vigie.accounts')
    .select('name')
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return account?.name;
}

/** Whether it can be told who this is: a user of the host is somebody in particular only while nobody has an account. */
async function isPerson(db: Kysely<Schema>, person: string): Promise<boolean> {
  if (osUserOf(person) === undefined) return true;
  const { rows } = await sql`
    select from vigie.accounts where state = 'active' and not is_demo limit 1
  `.execute(db);
  return rows.length === 0;
}

/** What a person is asked for: to be nobody else's second word, or to have a role. */
type Step = 'two-persons' | 'role';

const WHY_AN_ACCOUNT: Readonly<Record<Step, string>> = {
  'two-persons':
    'this step takes two persons, and without an account nobody can tell whether you are a third',
  role: 'this is done by people with a role',
};

/**
 * The person behind an actor, for a step that takes two: somebody with an account and a shell on the host must not be both.
 * @throws AppError `operator.unknown` for a user of the host whom no account in use names, where there are accounts
 */
export async function requirePerson(
  db: Kysely<Schema>,
  actor: string,
  step: Step = 'two-persons',
): Promise<string> {
  const person = await personOf(db, actor);
  if (await isPerson(db, person)) return person;
  throw await unknownPerson(db, person, step);
}

/** Says of a user of the host why nobody is known by it: no account names it, or one that cannot be used. */
export async function unknownPerson(db: Kysely<Schema>, actor: string, step: Step): Promise<AppError> {
  const user = osUserOf(actor) ?? actor;
  const naming = await db
    .selectFrom('vigie.accounts')
    .select(['name', 'state'])
    .where('os_user', '=', user)
    .executeTakeFirst();
  const expected = `expected a user of this host whom an account names, found "${user}": ${WHY_AN_ACCOUNT[step]}.`;
  const mend =
    naming === undefined
      ? howToName(user)
      : naming.state === 'invited'
        ? `The account "${naming.name}" names that user, but nobody has joined with it yet; a new link is made with: vigie users invite ${naming.name} --again`
        : `The account "${naming.name}" names that user, but it is disabled; it is let in again with: vigie users enable ${naming.name}`;
  return new AppError('operator.unknown', `${expected} ${mend}`, { user });
}

/** A number is named for nobody: with the list of users at hand the same person has a name, and would be refused under that. */
function howToName(user: string): string {
  if (NAMELESS.test(user))
    return 'It is a number without a name: in a container run the command again with --volume /etc/passwd:/etc/passwd:ro';
  return `An administrator names the user on the page "People", or with: vigie users host-user NAME ${user}`;
}

/**
 * Whether this is the first or the second of two persons' words.
 * @param word `earlier`: who gave a word before, and when; `countsMs`: how long that one counts
 * @throws AppError `operator.unknown` as `requirePerson`
 */
export async function wordOf(
  db: Kysely<Schema>,
  word: {
    readonly actor: string;
    readonly earlier: { readonly by: string | null; readonly at: Date | null };
    readonly now: Date;
    readonly countsMs: number;
  },
): Promise<Word> {
  const { by, at } = word.earlier;
  const person = await requirePerson(db, word.actor);
  if (by === null || at === null || word.now.getTime() - at.getTime() >= word.countsMs)
    return { person, first: null, isRepeated: false };
  const first = await personOf(db, by);
  // A word of somebody of whom nobody can tell who they are counts no more: it may be this person's.
  if (!(await isPerson(db, first))) return { person, first: null, isRepeated: false };
  return { person, first, isRepeated: first === person };
}
