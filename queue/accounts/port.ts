import { HOST_ACTOR } from '../contracts/actor.ts';
import type {
  Account,
  Actor,
  Certificate,
  OwnAccount,
  ProviderIdentity,
  Role,
  SignInMethod,
  StaffingGap,
} from '../contracts/index.ts';

/** Who changes accounts: an administrator who is signed in, or whoever has a shell on the host. */
export interface Changer {
  readonly id: string;
  readonly roles: readonly Role[];
}

/** The command line: whoever can run it could write to the records anyway, and the log says that it was used. */
export const HOST: Changer = { id: HOST_ACTOR, roles: ['administrator'] };

/** Who sends a request. */
export interface SignedIn extends Actor {
  readonly name: string;
  readonly method: SignInMethod;
  /** Whether roles were found that one person must not have; then none of them counts. */
  readonly isConflicted: boolean;
}

/** What a one-time link opens; `null` is the first administrator's, who chooses a name. */
export interface OpenedLink {
  readonly account: Pick<Account, 'id' | 'name' | 'roles'> | null;
}

export interface MadeLink {
  readonly token: string;
  readonly expiresAt: string;
}

/** A password with the secret that makes its codes, as somebody sets it. */
export interface NewPassword {
  /** argon2id in PHC format. */
  readonly hash: string;
  /** Base32. */
  readonly totpSecret: string;
  /** The time step whose code proved that the secret arrived. */
  readonly totpStep: number;
  readonly recoveryCodes: readonly string[];
}

export interface NewPasskey {
  readonly id: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** What somebody joins with. */
export type Joining =
  | { readonly method: 'password'; readonly password: NewPassword }
  | { readonly method: 'passkey'; readonly passkey: NewPasskey };

export type SecondFactor = { readonly totpStep: number } | { readonly recoveryCode: string };

export interface PasswordRecord {
  readonly accountId: string;
  readonly hash: string;
  readonly totpSecret: string;
}

/** Who the identity provider says that somebody is; what it says of their roles is never asked. */
export interface ProviderProof {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the provider says that it has verified it. */
  readonly email: string | null;
}

export interface PasskeyRecord extends NewPasskey {
  readonly accountId: string;
}

/** What somebody changes of their own account. */
export type OwnChange =
  | { readonly kind: 'password'; readonly hash: string }
  /** A new secret, with new recovery codes; `hash` where the account has no password yet. */
  | ({ readonly kind: 'authenticator'; readonly hash: string | undefined } & Omit<NewPassword, 'hash'>)
  | { readonly kind: 'passkey'; readonly passkey: NewPasskey }
  | { readonly kind: 'remove-passkey'; readonly id: string }
  | { readonly kind: 'remove-password' }
  | { readonly kind: 'end-session'; readonly id: string }
  | { readonly kind: 'end-other-sessions' };

/** A session's token, for the cookie and nowhere else. */
export type SessionToken = string;

/**
 * The people of an installation. Every change is one transaction with its log entry; a change that the rules refuse
 * throws `account.roles` or `request.forbidden`, and the attempt is logged.
 */
export interface Accounts {
  /** Whether anybody could sign in. */
  exist(): Promise<boolean>;
  list(): Promise<Account[]>;
  /** @throws AppError `account.not-found` */
  find(by: { readonly id: string } | { readonly name: string }): Promise<Account>;
  /** The steps of the work that lack people, and the languages of open items that nobody may be given. */
  gaps(): Promise<StaffingGap[]>;

  invite(by: Changer, name: string, roles: readonly Role[]): Promise<MadeLink & { account: Account }>;
  /** A new link for an account: whoever uses it loses the credentials and sessions they had. */
  inviteAgain(by: Changer, id: string): Promise<MadeLink>;
  /** Lets somebody in who will sign in at the identity provider; no link is made. */
  inviteAtProvider(
    by: Changer,
    name: string,
    roles: readonly Role[],
    identity: ProviderIdentity & { readonly issuer: string },
  ): Promise<Account>;
  /** Says who an account is at the identity provider; what was said before counts no more. */
  tieToProvider(
    by: Changer,
    id: string,
    identity: ProviderIdentity & { readonly issuer: string },
  ): Promise<Account>;
  /**
   * Says which user of the host an account's person is (`null`: none), so that one person is never both of two.
   * @throws AppError `account.conflict` where another account names the user
   */
  nameHostUser(by: Changer, id: string, osUser: string | null): Promise<Account>;
  grant(by: Changer, id: string, role: Role): Promise<Account>;
  revoke(by: Changer, id: string, role: Role): Promise<Account>;
  certify(by: Changer, id: string, certificate: Certificate): Promise<Account>;
  /** States under which name somebody writes rules; `null`: under none. */
  stateAuthor(by: Changer, id: string, author: string | null): Promise<Account>;
  disable(by: Changer, id: string): Promise<Account>;
  enable(by: Changer, id: string): Promise<Account>;
  /** Somebody ends their own account: the only way in which oversight ends. */
  resign(actor: Actor): Promise<void>;

  /** The link of the first administrator; each new one ends the one before. @throws AppError `account.conflict` */
  makeSetupLink(): Promise<MadeLink>;
  /** @throws AppError `link.invalid` when it was used, replaced or is over */
  openLink(token: string): Promise<OpenedLink>;
  /** Uses the link up, sets what the person signs in with, and signs them in. */
  join(token: string, name: string | null, joining: Joining): Promise<SessionToken>;

  /**
   * Counts an attempt under a name before it is looked at, so that many at once count too; one that succeeds clears them.
   * @throws AppError `sign-in.throttled`
   */
  admitAttempt(name: string): Promise<void>;
  readPassword(name: string): Promise<PasswordRecord | undefined>;
  /**
   * @param verified what password and code were compared with
   * @throws AppError `sign-in.refused` when that no longer stands in the records, the code was used before, or the account
   * is not active
   */
  signInWithPassword(name: string, verified: PasswordRecord, factor: SecondFactor): Promise<SessionToken>;
  readPasskey(id: string): Promise<PasskeyRecord | undefined>;
  signInWithPasskey(passkeyId: string, counter: number): Promise<SessionToken>;
  /**
   * Signs in whom the provider named; an account is never made here. The first sign-in by a verified address ties the
   * account to the subject, and from then on only the subject counts.
   * @throws AppError `sign-in.unknown` where no account that is in force was tied to them
   */
  signInWithProvider(proof: ProviderProof): Promise<SessionToken>;
  demoPeople(): Promise<Account[]>;
  signInToDemo(id: string): Promise<SessionToken>;

  /**
   * Who a session's token belongs to, by what the records say now.
   * @param options `isUse: false` asks without counting as use: the session goes on ending by itself
   */
  whoIs(token: SessionToken, options?: { readonly isUse: boolean }): Promise<SignedIn | null>;
  signOut(token: SessionToken): Promise<void>;
  /** @throws AppError `session.none` */
  own(token: SessionToken): Promise<OwnAccount>;
  /**
   * For what comes before a change and leaves something on the person's device, and for what lets others in: refuses what
   * `changeOwn` would refuse.
   * @throws AppError `session.none`
   * @throws AppError `session.stale`
   */
  requireFresh(token: SessionToken): Promise<void>;
  /**
   * A change of one's own account and its entry. What was signed in before a credential changed or went is signed out; a passkey
   * that is added ends nothing.
   * @throws AppError `session.stale` when the sign-in is older than `FRESH_MINUTES`, except for ending sessions
   * @throws AppError `account.conflict` for the last way in, and for what is no longer there. The identity provider is a way in for
   * whoever signed in through it just now
   */
  changeOwn(token: SessionToken, change: OwnChange): Promise<void>;

  /** Keeps what a ceremony waits for, sealed, for `minutes`. @returns the token that finds it again */
  keep(kind: string, content: string, minutes: number): Promise<string>;
  /** What was kept; once where `isOnce`. */
  recall(kind: string, token: string, isOnce: boolean): Promise<string | undefined>;
}

/** Whoever changes what they sign in with, or lets somebody in, has signed in within this time, minutes: an open page is not the person. */
export const FRESH_MINUTES = 10;
/** Without a request for this long a session is over, minutes. */
export const IDLE_MINUTES = 120;
/** A session is over this long after it began, hours: a working day. */
export const SESSION_HOURS = 12;
/** How long an account waits for the first sign-in by a verified address, days: until then the address could change hands. */
export const IDENTITY_DAYS = 14;
/** How long a one-time link opens, minutes. */
export const LINK_MINUTES = 15;
