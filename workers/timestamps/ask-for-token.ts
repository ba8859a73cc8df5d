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
  /** A kind, in few words; `isFinal`: the authority says that it will never stamp this. */
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
  return 'genTime' in checked ? { token, checked } : rejection(checked);
}

function rejection({ status, failures }: Rejected): TokenAnswer {
  const final = failures.map((bit) => FINAL_FAILURES[bit]).find((one) => one !== undefined);
  return final === undefined
    ? { reason: `rejected: status ${status}, failure ${failures.join(', ') || 'none'}`, isFinal: false }
    : { reason: final, isFinal: true };
}
