import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: what a cookie or a link carries. The records hold its hash only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256: the token is random enough that no slower hash is needed. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** 96 random bits that say nothing about the person. */
export function newAccountId(): string {
  return `account:${randomBytes(12).toString('base64url')}`;
}
