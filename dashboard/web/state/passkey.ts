import type { Joined, PasskeyCreation, PasskeyRequest } from '../../wire.ts';
import type { LinkUse } from './access-api.ts';
import { ApiFailure, request } from './api.ts';

/** Whether this page can use passkeys: the browser knows them as they are asked for here, and the page was opened by a name. */
export function canUsePasskeys(): boolean {
  const knows = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
  return knows && hostForPasskeys() === null;
}

/** Where to open the page instead, where it was opened by number. */
export function hostForPasskeys(): string | null {
  if (!/^[\d.]+$|^\[/.test(location.hostname)) return null;
  const named = new URL(location.origin);
  named.hostname = 'localhost';
  return named.origin;
}

export function joinWithPasskey(link: LinkUse): Promise<Joined> {
  return create<Joined>('/api/join/passkey', link);
}

/** One more passkey for whoever is signed in. */
export function addPasskey(): Promise<null> {
  return create<null>('/api/account/passkey', {});
}

async function create<Answer>(path: string, body: object): Promise<Answer> {
  const { ceremony, options } = await request<PasskeyCreation>('POST', `${path}/options`, body);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = await given(navigator.credentials.create({ publicKey }));
  return request<Answer>('POST', path, { ...body, ceremony, credential });
}

export async function signInWithPasskey(): Promise<null> {
  const { ceremony, options } = await request<PasskeyRequest>('POST', '/api/sign-in/passkey/options', {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as PublicKeyCredentialRequestOptionsJSON,
  );
  const credential = await given(navigator.credentials.get({ publicKey }));
  return request<null>('POST', '/api/sign-in/passkey', { ceremony, credential });
}

/** What the browser answers to its question. That none was given is no want of a connection, and is said by a code of its own. */
async function given(asked: Promise<Credential | null>): Promise<unknown> {
  try {
    const credential = await asked;
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
  } catch (error) {
    const isKnown = error instanceof DOMException && error.name === 'InvalidStateError';
    const code = isKnown ? 'passkey.known' : 'passkey.none';
    throw new ApiFailure({ code, status: 0, title: '', detail: '' });
  }
}
