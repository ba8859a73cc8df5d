import { failureKind } from '../fetch/failure-kind.ts';
import { askAuthority } from './ask-authority.ts';
import type { Authority } from './authorities.ts';
import { stampRequest } from './request.ts';
import { type CheckedToken, checkToken, type Rejected } from './token.ts';

/** Failures that asking again does not mend (RFC 3161, section 2.4.2): the request, its hash or its policy is not taken. */
const FINAL_FAILURES: Readonly<Record<number, string>> = {
  0: 'bad-algorithm',
  2: 'bad-request',
  5: 'bad-format',
  15: 'policy-not-accepted',
  16: 'extension-not-accepted',
};

export type TokenAnswer =
  | { readonly token: Uint8Array; readonly checked: CheckedToken }
  /** A kind, in few words; `isFinal`: the authority, and nobody on the way, says that it will never stamp this. */
  | { readonly reason: string; readonly isFinal: boolean };

/** Asks an authority to stamp data, and verifies what it answers. It never throws for what went wrong there. */
export async function askForToken(authority: Authority, data: Uint8Array): Promise<TokenAnswer> {
  const { der, nonce } = stampRequest(data, authority.policy);
  let token: Uint8Array | string;
  try {
    token = await askAuthority(authority, der);
  } catch (error) {
    return { reason: failureKind(error), isFinal: false };
  }
  if (typeof token === 'string') return { reason: token, isFinal: false };
  const checked = await checkToken(token, { ...authority, data, nonce });
  if (typeof checked === 'string') return { reason: `not-sound: ${checked}`, isFinal: false };
  return 'genTime' in checked ? { token, checked } : takeRejection(checked, authority);
}

/**
 * What a rejection means. A token is signed and a rejection is not: over plain HTTP anybody on the way can make one up, so what came
 * that way never ends a stamp, but is asked about again.
 */
export function takeRejection(
  { status, failures }: Rejected,
  { url, network }: Pick<Authority, 'url' | 'network'>,
): Extract<TokenAnswer, { readonly isFinal: boolean }> {
  const final = failures.map((bit) => FINAL_FAILURES[bit]).find((one) => one !== undefined);
  if (final === undefined)
    return { reason: `rejected: status ${status}, failure ${failures.join(', ') || 'none'}`, isFinal: false };
  // What is asked on this host crosses no network.
  const isItsOwnWord = url.protocol === 'https:' || network === 'loopback';
  return isItsOwnWord
    ? { reason: final, isFinal: true }
    : { reason: `${final}, said over plain HTTP`, isFinal: false };
}
