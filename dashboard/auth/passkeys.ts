import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type NewPasskey, refused } from '../../queue/accounts/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/** Where the page stands, as the browser will sign it. */
export interface RelyingParty {
  readonly origin: string;
  /** The host's name: passkeys are bound to it (WebAuthn, "RP ID"). */
  readonly id: string;
}

/**
 * @throws AppError `input.invalid` where the page was opened by number: a passkey needs a name
 */
export function relyingParty(origin: string): RelyingParty {
  const { hostname } = new URL(origin);
  if (!/^[\d.]+$|^\[/.test(hostname)) return { origin, id: hostname };
  throw new AppError(
    'input.invalid',
    'Expected the dashboard to be opened by a name, such as localhost; passkeys are bound to it.',
  );
}

/** The browser finds the passkey by itself, and unlocks it with finger, face or PIN: that alone is two factors. */
const SELECTION = { residentKey: 'required', userVerification: 'required' } as const;

/** Whom a passkey is made for. */
export interface PasskeyOwner {
  readonly name: string;
  /** An authenticator keeps one passkey for each; none for the first administrator, whose account is made by joining. */
  readonly accountId: string | undefined;
  /** The ids of those there are: their authenticators make no second one, which would look like another way in and be lost with it. */
  readonly known: readonly string[];
}

export function offerPasskey({ id }: RelyingParty, { name, accountId, known }: PasskeyOwner) {
  return generateRegistrationOptions({
    rpName: 'Vigie',
    rpID: id,
    userName: name,
    ...(accountId !== undefined && { userID: new TextEncoder().encode(accountId) }),
    excludeCredentials: known.map((one) => ({ id: one })),
    attestationType: 'none',
    authenticatorSelection: SELECTION,
  });
}

/** The key that was made. @throws AppError `input.invalid` */
export async function takePasskey(
  { origin, id }: RelyingParty,
  challenge: string,
  response: RegistrationResponseJSON,
): Promise<NewPasskey> {
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw new AppError('input.invalid', 'Expected a passkey made for this page.', {}, { cause });
  });
  if (registrationInfo === undefined)
    throw new AppError('input.invalid', 'Expected a passkey made for this page.');
  const { credential } = registrationInfo;
  return {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: credential.transports ?? [],
  };
}

export function askForPasskey({ id }: RelyingParty) {
  return generateAuthenticationOptions({ rpID: id, userVerification: 'required' });
}

/**
 * Whether the key signed this challenge.
 * @returns its counter, which the records compare with the last one
 * @throws AppError `sign-in.refused`
 */
export async function checkPasskey(
  { origin, id }: RelyingParty,
  challenge: string,
  response: AuthenticationResponseJSON,
  passkey: NewPasskey,
): Promise<number> {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.publicKey),
      // Not the last one: a counter that stands still is to be told from a signature that does not hold.
      counter: 0,
    },
  }).catch((cause: unknown) => {
    throw refused(messageOf(cause).slice(0, 200));
  });
  if (!verified) throw refused('expected the signature to hold');
  return authenticationInfo.newCounter;
}
