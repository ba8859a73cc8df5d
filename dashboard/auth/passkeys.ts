import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type NewPasskey, refused } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

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

export function offerPasskey({ id }: RelyingParty, name: string) {
  return generateRegistrationOptions({
    rpName: 'Vigie',
    rpID: id,
    userName: name,
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

/** Whether the key signed this challenge. @returns its counter. @throws AppError `sign-in.refused` */
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
      counter: passkey.counter,
    },
  }).catch(() => {
    throw refused();
  });
  if (!verified) throw refused();
  return authenticationInfo.newCounter;
}
