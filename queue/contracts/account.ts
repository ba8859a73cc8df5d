import { z } from 'zod';
import { Certificate } from './certificate.ts';
import { Role } from './role.ts';

/**
 * What somebody signs in with. It is shown to colleagues and stands in no log entry. However a keyboard composes its letters, it
 * has one spelling, or somebody could not sign in with the name that they see.
 */
export const AccountName = z
  .string()
  .normalize('NFKC')
  .trim()
  .min(2, 'expected a name of at least 2 characters')
  .max(60, 'expected a name of at most 60 characters')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'@_-]*$/u,
    "expected letters, digits, spaces and . ' @ _ - in a name",
  );

/** A user of the host's operating system, as it names them. */
export const OsUser = z
  .string()
  .min(1, 'expected the name of a user on the host')
  .max(64, 'expected the name of a user on the host, of at most 64 characters')
  .regex(/^[^\s\p{Cc}:/]+$/u, 'expected the name of a user on the host, without spaces');

/** The `author` of rules, as packs name it. */
export const RuleAuthor = z
  .string()
  .trim()
  .min(2, 'expected an author of at least 2 characters')
  .max(100, 'expected an author of at most 100 characters');

/** One person who may sign in. `id` is opaque: it says nothing about the person, and is what log entries hold. */
export const Account = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  /** As it was asked for when it was given. */
  name: z.string(),
  state: z.enum(['invited', 'active', 'disabled']),
  roles: z.array(Role),
  certificates: z.array(Certificate),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** The person's name on the host: where a step takes two persons, both names are one. */
  osUser: z.string().nullable(),
  /** The author's name in rule packs, where the person writes rules. */
  writesAs: RuleAuthor.optional(),
});
export type Account = z.infer<typeof Account>;

/** What somebody sees of their own account. */
export interface OwnAccount {
  /** Whether the sign-in is recent enough for a change. */
  readonly isFresh: boolean;
  readonly hasPassword: boolean;
  /** How many are left. */
  readonly recoveryCodes: number;
  readonly passkeys: readonly {
    readonly id: string;
    readonly addedAt: string;
    readonly lastUsedAt: string | null;
  }[];
  readonly sessions: readonly {
    /** The hash of its token, in base64url: it opens nothing. */
    readonly id: string;
    readonly method: string;
    readonly openedAt: string;
    readonly seenAt: string;
    /** Whether it is the one that asks. */
    readonly isThis: boolean;
  }[];
}

/** Whoever takes a step at the desk: an opaque id, and what they may do and are trained for at this moment. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly certificates: readonly Certificate[];
  /** Under which name they write rules, if they do. */
  readonly writesAs?: string;
}

/**
 * Whom the identity provider is to name before somebody signs in to an account through it: a subject, or an e-mail address
 * that the provider has verified, which is used once, to learn the subject.
 */
export const ProviderIdentity = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('subject'),
    value: z.string().min(1, 'expected a subject').max(255, 'expected a subject of at most 255 characters'),
  }),
  z.strictObject({ kind: z.literal('email'), value: z.email('expected an e-mail address').max(254) }),
]);
export type ProviderIdentity = z.infer<typeof ProviderIdentity>;

/** How somebody showed who they are. */
export const SignInMethod = z.enum(['password', 'passkey', 'provider', 'demo']);
export type SignInMethod = z.infer<typeof SignInMethod>;
