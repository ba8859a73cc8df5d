import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { replaceLink } from '../storage/sign-in-links.ts';
import { logAccount } from './parts.ts';
import { LINK_MINUTES, type MadeLink } from './port.ts';
import { hashOf, newToken } from './tokens.ts';

/** What a log entry about the first administrator's link is about: there is no account yet. */
const SETUP = 'setup';

/** Makes the one link of an account, or of the first administrator (`null`); the one before it opens no more. */
export async function makeLink(
  tx: Kysely<Schema>,
  accountId: string | null,
  by: string,
  at: Date,
): Promise<MadeLink> {
  const token = newToken();
  const expiresAt = new Date(at.getTime() + LINK_MINUTES * 60_000);
  await replaceLink(tx, hashOf(token), accountId, at, expiresAt);
  await logAccount(tx, 'account.link-made', by, accountId ?? SETUP, at, { until: expiresAt.toISOString() });
  return { token, expiresAt: expiresAt.toISOString() };
}
