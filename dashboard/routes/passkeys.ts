import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Hono } from 'hono';
import { z } from 'zod';
import { refused } from '../../queue/accounts/index.ts';
import { AccountName } from '../../queue/contracts/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { fewSignIns } from '../auth/few-sign-ins.ts';
import { nameFor, personFor } from '../auth/link-name.ts';
import { askForPasskey, checkPasskey, offerPasskey, relyingParty, takePasskey } from '../auth/passkeys.ts';
import { startSession } from '../auth/session-cookie.ts';
import type { AppEnvironment } from '../environment.ts';
import { Nothing, readBody } from '../read-input.ts';
import { originOf } from '../request-guard.ts';
import type { Joined, PasskeyCreation, PasskeyRequest } from '../wire.ts';

/** Time to unlock a key, minutes. */
export const PASSKEY_MINUTES = 5;

const Token = z.string().max(100);
/** What a browser's credential says; its content is checked where it is verified. */
export const Credential = z.looseObject({ id: z.string().max(1400), response: z.looseObject({}) });
const Link = z.strictObject({ token: Token, name: AccountName.optional() });
const Creation = z.strictObject({
  token: Token,
  name: AccountName.optional(),
  ceremony: Token,
  credential: Credential,
});
const Assertion = z.strictObject({ ceremony: Token, credential: Credential });

/** Joining and signing in with a passkey (WebAuthn): a challenge first, then what the browser signed. */
export function passkeyRoutes(app: Hono<AppEnvironment>): void {
  const few = fewSignIns();

  app.post('/api/join/passkey/options', async (context) => {
    const { token, name } = await readBody(context, Link);
    const { accounts } = context.get('dashboard');
    // What the person had goes when they join, so a device that had a passkey makes the new one in its place.
    const owner = { ...(await personFor(accounts, token, name)), known: [] };
    const options = await offerPasskey(relyingParty(originOf(context)), owner);
    const ceremony = await accounts.keep('passkey-creation', options.challenge, PASSKEY_MINUTES);
    return context.json({ ceremony, options } satisfies PasskeyCreation);
  });

  app.post('/api/join/passkey', async (context) => {
    const { token, name, ceremony, credential } = await readBody(context, Creation);
    const { accounts } = context.get('dashboard');
    const label = await nameFor(accounts, token, name);
    const challenge = await accounts.recall('passkey-creation', ceremony, true);
    if (challenge === undefined) throw passkeyTooLate();
    const passkey = await takePasskey(
      relyingParty(originOf(context)),
      challenge,
      credential as unknown as RegistrationResponseJSON,
    );
    await startSession(context, await accounts.join(token, label, { method: 'passkey', passkey }));
    return context.json({ recoveryCodes: [] } satisfies Joined);
  });

  app.post('/api/sign-in/passkey/options', async (context) => {
    await readBody(context, Nothing);
    const { accounts } = context.get('dashboard');
    const options = await askForPasskey(relyingParty(originOf(context)));
    const ceremony = await few(() => accounts.keep('passkey-request', options.challenge, PASSKEY_MINUTES));
    return context.json({ ceremony, options } satisfies PasskeyRequest);
  });

  app.post('/api/sign-in/passkey', async (context) => {
    const { ceremony, credential } = await readBody(context, Assertion);
    const { accounts, logger } = context.get('dashboard');
    const challenge = await accounts.recall('passkey-request', ceremony, true);
    const passkey = await accounts.readPasskey(credential.id);
    const party = relyingParty(originOf(context));
    try {
      if (challenge === undefined) throw refused('expected a challenge that waits for an answer');
      if (passkey === undefined) throw refused('expected a passkey of the records');
      const signed = credential as unknown as AuthenticationResponseJSON;
      const counter = await checkPasskey(party, challenge, signed, passkey);
      await startSession(context, await accounts.signInWithPasskey(passkey.id, counter));
    } catch (error) {
      const reason = messageOf(error instanceof AppError ? (error.cause ?? error) : error);
      logger.warn({ account: passkey?.accountId ?? null, way: 'passkey', reason }, 'sign-in refused');
      throw error;
    }
    return context.body(null, 204);
  });
}

export function passkeyTooLate(): AppError {
  return new AppError('input.invalid', 'Expected the passkey within 5 minutes. Begin again.');
}
