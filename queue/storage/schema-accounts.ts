import type { ColumnType, Generated } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import type { Role } from '../contracts/role.ts';

/** A day; written as text, read as text through `::text`. */
type Day = ColumnType<Date, string, string>;

export interface AccountTable {
  id: string;
  name: string;
  state: 'invited' | 'active' | 'disabled';
  /** Of the demonstration: entered with one click, on loopback only. */
  is_demo: boolean;
  /** The person's name on the host, where they run commands there. */
  os_user: string | null;
  created_at: Date;
  last_seen_at: Date | null;
  /** The author's name in rule packs, where the person writes rules. */
  writes_as: Generated<string | null>;
}

export interface AccountRoleTable {
  account_id: string;
  role: Role;
  granted_at: Date;
  granted_by: string;
}

export interface CertificateTable {
  account_id: string;
  training: string;
  language: string;
  valid_until: Day;
  recorded_by: string;
}

export interface PasswordTable {
  account_id: string;
  /** argon2id in PHC format. */
  hash: string;
  /** The key of the TOTP secret under the vault key, and the secret under that key. */
  totp_key: Uint8Array;
  totp_sealed: Uint8Array;
  totp_step: number;
  set_at: Date;
}

export interface RecoveryCodeTable {
  account_id: string;
  hash: Uint8Array;
}

export interface PasskeyTable {
  id: string;
  account_id: string;
  /** COSE key. */
  public_key: Uint8Array;
  counter: number;
  transports: string[];
  added_at: Date;
  last_used_at: Date | null;
}

/** Hashes over the issuer and an identifier there; see `queue/accounts/identities.ts`. */
export interface ProviderIdentityTable {
  account_id: string;
  subject_hash: Uint8Array | null;
  expected_hash: Uint8Array | null;
  expected_until: Date | null;
}

/** `token_hash` is SHA-256 of what the cookie holds. */
export interface SessionTable {
  token_hash: Uint8Array;
  account_id: string;
  method: SignInMethod;
  opened_at: Date;
  seen_at: Date;
}

export interface SignInLinkTable {
  token_hash: Uint8Array;
  account_id: string | null;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

export interface CeremonyTable {
  token_hash: Uint8Array;
  kind: string;
  wrapped_key: Uint8Array;
  sealed: Uint8Array;
  expires_at: Date;
}

export interface SignInAttemptTable {
  name_hash: Uint8Array;
  count: number;
  last_at: Date;
  refused_until: Date;
}
