import type { z } from 'zod';
import { type Accounts, createAccounts, HOST } from '../../../queue/accounts/index.ts';
import {
  type Account,
  AccountName,
  OsUser,
  osUserActor,
  ProviderIdentity,
  Role,
  RuleAuthor,
} from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { EXIT } from '../exit.ts';
import { dashboardAddress, joinAddress } from '../people.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { quoted, say, sayComposed, sayJson, sayList, visible, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface InviteOptions extends SharedOptions {
  readonly role?: readonly string[];
  readonly again?: boolean;
  readonly url?: string;
}

export interface TieOptions extends SharedOptions {
  readonly email?: string;
  readonly subject?: string;
}

/** Makes an account and prints its one-time link; with `--again`, a new link for one that exists. */
export function inviteUser(name: string, options: InviteOptions): Promise<number> {
  // Before the account, or the new link that ends an earlier one: whoever mistypes the address would never see it.
  const named = options.url === undefined ? undefined : dashboardAddress(options.url);
  return withAccounts('users invite', options, async (accounts, config) => {
    const address = named ?? config.publicOrigin ?? `http://localhost:${config.port}`;
    const roles = (options.role ?? []).map(roleNamed);
    if (options.again !== true && roles.length === 0)
      throw new AppError('usage.invalid', 'expected at least one --role, found none');
    if (options.again !== true) requireName(name);
    const { token, expiresAt } =
      options.again === true
        ? await accounts.inviteAgain(HOST, (await accounts.find({ name })).id)
        : await accounts.invite(HOST, name, roles);
    const link = joinAddress(address, token);
    if (options.json) sayJson({ name, link, expiresAt });
    else say(`Opens once, until ${expiresAt}. Hand it over yourself:\n${link}`);
    // Another process listens, and only its own command line says where.
    if (options.url === undefined && config.publicOrigin === undefined && config.profile === 'embedded')
      warn(
        `the link leads to port ${config.port} of this host; where start was given another --port, make it anew with --again --url http://localhost:PORT`,
      );
  });
}

export function grantRole(name: string, role: string, options: SharedOptions): Promise<number> {
  return changed('users grant', name, options, (accounts, id) => accounts.grant(HOST, id, roleNamed(role)));
}

export function revokeRole(name: string, role: string, options: SharedOptions): Promise<number> {
  return changed('users revoke', name, options, (accounts, id) => accounts.revoke(HOST, id, roleNamed(role)));
}

export function disableUser(name: string, options: SharedOptions): Promise<number> {
  return changed('users disable', name, options, (accounts, id) => accounts.disable(HOST, id));
}

export function enableUser(name: string, options: SharedOptions): Promise<number> {
  return changed('users enable', name, options, (accounts, id) => accounts.enable(HOST, id));
}

export function nameHostUser(
  name: string,
  user: string | undefined,
  options: SharedOptions,
): Promise<number> {
  const osUser = user === undefined ? null : taken(OsUser, user);
  return changed('users host-user', name, options, (accounts, id) => accounts.nameHostUser(HOST, id, osUser));
}

/** Says who an account is at the identity provider. Of one that oversees nobody else can: whoever could might sign in as it. */
export function tieUser(name: string, options: TieOptions): Promise<number> {
  const identity = identityOf(options);
  const { oidcIssuer: issuer } = configFrom(options);
  if (issuer === undefined)
    throw new AppError(
      'usage.invalid',
      'expected the settings of the identity provider (VIGIE_OIDC_ISSUER and its client), as the dashboard has them, found none',
    );
  return changed('users tie', name, options, (accounts, id) =>
    accounts.tieToProvider(HOST, id, { ...identity, issuer }),
  );
}

function identityOf({ email, subject }: TieOptions): ProviderIdentity {
  if ((email === undefined) === (subject === undefined))
    throw new AppError(
      'usage.invalid',
      `expected one of --email and --subject, found ${email === undefined ? 'none' : 'both'}`,
    );
  const named = email === undefined ? { kind: 'subject', value: subject } : { kind: 'email', value: email };
  return taken(ProviderIdentity, named, named.value);
}

/** @throws AppError `usage.invalid` with what a shape says of what was typed */
function taken<Value>(shape: z.ZodType<Value>, given: unknown, typed: unknown = given): Value {
  const { success, data, error } = shape.safeParse(given);
  if (success) return data;
  throw new AppError('usage.invalid', `${error.issues[0]?.message ?? ''}, found ${JSON.stringify(typed)}`);
}

/** States under which name somebody writes rules; without one, under none. */
export function stateAuthor(
  name: string,
  author: string | undefined,
  options: SharedOptions,
): Promise<number> {
  const stated = author === undefined ? null : taken(RuleAuthor, author);
  return changed('users author', name, options, (accounts, id) => accounts.stateAuthor(HOST, id, stated));
}

/** Every account with its roles and trainings; with `--json` in a stable shape. */
export function listUsers(options: SharedOptions): Promise<number> {
  return withAccounts('users list', options, async (accounts) => {
    const people = await accounts.list();
    if (options.json) sayList(people, options);
    else for (const person of people) sayComposed(describe(person));
    if (!options.json && people.length === 0) say('Nobody can sign in yet: see vigie users invite --help.');
  });
}

function changed(
  command: string,
  name: string,
  options: SharedOptions,
  change: (accounts: Accounts, id: string) => Promise<Account>,
): Promise<number> {
  return withAccounts(command, options, async (accounts) => {
    const account = await change(accounts, (await accounts.find({ name })).id);
    if (options.json) sayJson(account);
    else sayComposed(describe(account));
  });
}

function describe({ name, state, roles, certificates, osUser }: Account): string {
  const trained = certificates.map(({ training, language, validUntil }) => {
    const what = training === 'language' ? language : training;
    return `${what} until ${validUntil}`;
  });
  return [
    quoted(name),
    state,
    roles.join(', ') || 'no role',
    trained.join(', ') || 'no training',
    osUser === null ? 'no user of the host' : osUserActor(visible(osUser)),
  ].join('  ');
}

function requireName(given: string): void {
  const name = AccountName.safeParse(given);
  if (name.success) return;
  const faults = name.error.issues.map(({ message }) => message).join('; ');
  throw new AppError('usage.invalid', `${faults}, found "${given}"`);
}

function roleNamed(name: string): Role {
  const role = Role.safeParse(name);
  if (role.success) return role.data;
  throw new AppError('usage.invalid', `expected a role (${Role.options.join(', ')}), found "${name}"`);
}

async function withAccounts(
  command: string,
  options: SharedOptions,
  run: (accounts: Accounts, config: Config) => Promise<void>,
): Promise<number> {
  return withRecords(options, command, async ({ database, vault, config }) => {
    await run(createAccounts({ db: database.db, vault, clock: SYSTEM_CLOCK }), config);
    return EXIT.done;
  });
}
